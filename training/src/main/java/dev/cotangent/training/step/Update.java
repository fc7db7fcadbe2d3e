package dev.cotangent.training.step;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.ParameterSlice;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.work.Rows;
import dev.cotangent.core.work.Work;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The second half of a step, as work for workers: check all gradients, decide whether to clip and
 * update, then let the optimizer sweep over the weights.
 *
 * <p>Gradients are cut into units of a fixed size, whose results are combined in order, and an
 * optimizer treats each element, or each parameter, independently: the bits do not depend on which
 * worker processes a unit.
 */
public final class Update implements Work {

  private static final int CHECK = 0;
  private static final int DECIDE = 1;
  private static final int APPLY = 2;

  /**
   * Costs per element in floating-point operations, derived from measured time: memory dominates.
   */
  private static final double CHECK_COST = 6;

  private static final double APPLY_COST = 40;

  /** For numbers up to this magnitude, built-in optimizers stay finite. */
  private static final float LARGE = 1e12f;

  private static final double LARGE_RATE = 1e3;
  private static final double LARGE_SCALAR = 1e6;

  private final UpdateTarget[] targets;
  private final List<Optimizer> rules;
  private final Optional<ValueClipping> valueClipping;
  private final Optional<GradientClipping> clipping;
  private final double[][] unitSizes;
  private final boolean[][] large;
  private final boolean finite;
  private final boolean returns;
  private final double[][] scalars;
  private final double[] rates;
  private final ParameterSlice[] slices;
  private final Matrices[] matrices;
  private Ranges[][] ranges;
  private double factor;
  private boolean accepted;
  private long step;

  public Update(UpdateTarget[] targets, StepSettings settings, int workers) {
    this.targets = targets;
    this.rules = settings.groups().rules();
    this.valueClipping = settings.valueClipping();
    this.clipping = settings.clipping();
    this.unitSizes =
        Arrays.stream(targets).map(each -> new double[each.units()]).toArray(double[][]::new);
    this.large =
        Arrays.stream(targets).map(each -> new boolean[each.units()]).toArray(boolean[][]::new);
    this.finite = settings.groups().stayFinite();
    this.returns = settings.groups().alwaysReturn();
    this.scalars = rules.stream().map(r -> new double[r.scalars()]).toArray(double[][]::new);
    this.rates = new double[rules.size()];
    this.ranges = new Ranges[0][];
    this.matrices =
        Arrays.stream(targets).map(each -> new Matrices(each.store())).toArray(Matrices[]::new);
    this.slices = new ParameterSlice[workers];
    int scratch = Arrays.stream(matrices).mapToInt(each -> each.scratch(rules)).max().orElse(0);
    Arrays.setAll(slices, worker -> slice(scratch));
  }

  private ParameterSlice slice(int scratch) {
    ParameterSlice slice = ParameterSlice.of();
    slice.scratch = new float[scratch];
    return slice;
  }

  /**
   * Prepares the next step.
   *
   * @param number step number, from 1
   * @param scale factor of the schedule's learning rate
   * @param trained elements of each target and group to update; all others stay unchanged
   */
  public void begin(long number, Schedule schedule, double scale, Ranges[][] trained) {
    step = number;
    ranges = trained;
    accepted = false;
    for (int group = 0; group < rates.length; group++) {
      rates[group] =
          scale * ScheduledRate.of(schedule, rules.get(group).learningRate(), number - 1);
    }
    for (ParameterSlice slice : slices) {
      slice.step = number;
    }
  }

  /** Whether all optimizers are known to return. */
  public boolean alwaysReturns() {
    return returns;
  }

  /** Whether all gradients were finite, so that the update was applied. */
  public boolean accepted() {
    return accepted;
  }

  /** The non-finite result of an update for an element, for error messages. */
  public String explain(int target, int element) {
    int group = 0;
    while (group < ranges[target].length - 1 && !ranges[target][group].contains(element)) {
      group++;
    }
    float value = targets[target].next(element);
    return (Float.isFinite(value) ? " (its optimizer state)" : " (it has " + value + ")")
        + ", by "
        + plugin(rules.get(group))
        + " at learning rate "
        + Decimals.of(rates[group]);
  }

  /** Completes an interrupted sweep. */
  public void complete() {
    for (int target = 0; target < targets.length; target++) {
      for (int unit = 0; unit < targets[target].units(); unit++) {
        if (!targets[target].isDone(unit)) {
          apply(target, unit, unit + 1, slices[0]);
        }
      }
    }
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    switch (phase) {
      case CHECK -> check(part, from, to);
      case DECIDE -> decide();
      default -> apply(part, from, to, slices[worker]);
    }
  }

  private void check(int part, int from, int to) {
    UpdateTarget target = targets[part];
    float[] gradients = target.gradients();
    for (int unit = from; unit < to; unit++) {
      int start = target.end(unit);
      int end = target.end(unit + 1);
      boolean small = target.isWithin(LARGE, gradients, unit);
      large[part][unit] = !small || target.isLarge(unit, LARGE);
      // before clipping, which would hide an infinity
      double size = small ? 0 : GradientSweep.zeroIfFinite(gradients, start, end);
      if (valueClipping.isPresent() && size == 0) {
        valueClipping.get().clip(gradients, start, end);
      }
      unitSizes[part][unit] =
          clipping.isPresent() ? size + GradientSweep.sumOfSquares(gradients, start, end) : size;
    }
  }

  private void decide() {
    double sum = 0;
    for (double[] sizes : unitSizes) {
      for (double size : sizes) {
        sum += size;
      }
    }
    factor = clipping.isPresent() ? clipping.get().factor(Math.sqrt(sum)) : 1;
    for (int group = 0; group < scalars.length; group++) {
      prepare(rules.get(group), scalars[group]);
    }
    boolean guarded = mayOverflow();
    for (UpdateTarget target : targets) {
      target.guard(guarded);
    }
    accepted = Double.isFinite(sum);
  }

  /** Whether an optimizer could produce non-finite numbers. */
  private boolean mayOverflow() {
    boolean may = !finite;
    for (boolean[] units : large) {
      for (boolean unit : units) {
        may |= unit;
      }
    }
    for (int group = 0; group < rates.length; group++) {
      may |= rates[group] > LARGE_RATE;
      for (double scalar : scalars[group]) {
        may |= !(Math.abs(scalar) <= LARGE_SCALAR);
      }
    }
    return may;
  }

  private void prepare(Optimizer rule, double[] numbers) {
    try {
      rule.prepare(step, numbers);
    } catch (Throwable failure) {
      throw plugin(rule).failed("prepare", failure);
    }
  }

  private static RegistryEntry plugin(Optimizer rule) {
    return RegistryEntry.of(PluginKind.OPTIMIZER, rule.id(), rule);
  }

  private void apply(int part, int from, int to, ParameterSlice slice) {
    if (!accepted) {
      return;
    }
    UpdateTarget target = targets[part];
    int start = target.end(from);
    int end = target.end(to);
    GradientClipping.scale(target.gradients(), start, end, factor);
    target.beginUnits(from, to);
    target.aim(slice);
    for (int group = 0; group < ranges[part].length; group++) {
      slice.scalars = scalars[group];
      slice.learningRate = rates[group];
      try {
        if (rules.get(group).wholeParameters()) {
          applyToEach(part, rules.get(group), ranges[part][group], from, to, slice);
        } else {
          apply(rules.get(group), ranges[part][group], start, end, slice);
        }
      } catch (Throwable failure) {
        throw plugin(rules.get(group)).failed("update", failure);
      }
    }
    target.endUnits(from, to);
  }

  /**
   * Updates parameter by parameter: a unit is a whole parameter, which a range holds fully or not
   * at all.
   */
  private void applyToEach(
      int part, Optimizer rule, Ranges ranges, int from, int to, ParameterSlice slice) {
    UpdateTarget target = targets[part];
    for (int unit = from; unit < to; unit++) {
      matrices[part].describe(unit, slice);
      apply(rule, ranges, target.end(unit), target.end(unit + 1), slice);
    }
  }

  private void apply(Optimizer rule, Ranges ranges, int start, int end, ParameterSlice slice) {
    for (int range = 0; range < ranges.count(); range++) {
      int from = Math.max(start, ranges.from(range));
      int to = Math.min(end, ranges.to(range));
      if (from < to) {
        slice.from = from;
        slice.to = to;
        rule.update(slice);
      }
    }
  }

  @Override
  public int phases() {
    return APPLY + 1;
  }

  @Override
  public int parts(int phase) {
    return phase == DECIDE ? 1 : targets.length;
  }

  @Override
  public Rows rows(int phase, int part) {
    return phase == DECIDE ? Rows.WHOLE : Rows.OVER_ROWS;
  }

  @Override
  public int units(int phase, int part) {
    return phase == DECIDE ? 1 : targets[part].units();
  }

  @Override
  public double cost(int phase, int part) {
    double cost = phase == APPLY ? APPLY_COST : CHECK_COST;
    return phase == DECIDE ? unitSizes[0].length : cost * targets[part].gradients().length;
  }

  @Override
  public double bytes(int phase, int part) {
    UpdateTarget target = targets[part];
    double arrays = phase == APPLY ? 1 + 2 * (1 + target.slots().length) : 1;
    return phase == DECIDE ? 0 : Float.BYTES * arrays * target.gradients().length;
  }

  @Override
  public String describe(int phase, int part) {
    return switch (phase) {
      case CHECK -> "gradient check";
      case DECIDE -> "preparation of " + rules.get(0).id();
      default -> "update by " + rules.get(0).id();
    };
  }
}
