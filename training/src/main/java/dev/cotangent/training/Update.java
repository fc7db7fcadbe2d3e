package dev.cotangent.training;

import dev.cotangent.core.op.Rows;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.optimizer.Slice;
import dev.cotangent.core.parameter.ParameterStore;
import dev.cotangent.core.registry.RegistryEntry;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.core.work.Work;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The second half of a step, as work for workers: all gradients are looked at, then it is decided
 * whether and how to go on, then the optimizer sweeps over the weights.
 *
 * <p>Gradients are cut into units of a fixed size, whose numbers are combined in their order, and
 * an optimizer treats each element, or each parameter, for itself: the bits do not depend on who
 * does what.
 */
final class Update implements Work {

  private static final int CHECK = 0;
  private static final int DECIDE = 1;
  private static final int APPLY = 2;

  /** Costs in floating-point operations for an element, by time: memory decides it. */
  private static final double CHECK_COST = 6;

  private static final double APPLY_COST = 40;

  /** The square of 1e12: from numbers below it, our rules make finite ones. */
  private static final double LARGE = 1e24;

  private static final double LARGE_RATE = 1e3;
  private static final double LARGE_SCALAR = 1e6;

  private final UpdateTarget target;
  private final List<Optimizer> rules;
  private final Optional<ValueClipping> valueClipping;
  private final Optional<GradientClipping> clipping;
  private final double[] unitSizes;
  private final boolean[] large;
  private final boolean finite;
  private final boolean returns;
  private final double[][] scalars;
  private final double[] rates;
  private final Slice[] slices;
  private final Matrices matrices;
  private Ranges[] ranges;
  private double factor;
  private boolean accepted;
  private long step;

  Update(UpdateTarget target, ParameterStore store, StepSettings settings, int workers) {
    this.target = target;
    this.rules = settings.groups().rules();
    this.valueClipping = settings.valueClipping();
    this.clipping = settings.clipping();
    this.unitSizes = new double[target.units()];
    this.large = new boolean[target.units()];
    this.finite = settings.groups().stayFinite();
    this.returns = settings.groups().alwaysReturn();
    this.scalars = rules.stream().map(r -> new double[r.scalars()]).toArray(double[][]::new);
    this.rates = new double[rules.size()];
    this.ranges = new Ranges[0];
    this.matrices = new Matrices(store);
    this.slices = new Slice[workers];
    int scratch = matrices.scratch(rules);
    Arrays.setAll(slices, worker -> slice(scratch));
  }

  private Slice slice(int scratch) {
    Slice slice = new Slice();
    slice.scratch = new float[scratch];
    return slice;
  }

  /**
   * Prepares the next step.
   *
   * @param number from 1
   * @param scale what the schedule's rate is multiplied by
   * @param trained the elements of each group to change; all others are left alone
   */
  void begin(long number, Schedule schedule, double scale, Ranges[] trained) {
    step = number;
    ranges = trained;
    accepted = false;
    for (int group = 0; group < rates.length; group++) {
      rates[group] =
          scale * ScheduledRate.of(schedule, rules.get(group).learningRate(), number - 1);
    }
    for (Slice slice : slices) {
      slice.step = number;
    }
  }

  /** Whether all rules are known to return. */
  boolean alwaysReturns() {
    return returns;
  }

  /** Whether all gradients were finite, so that the update was done. */
  boolean accepted() {
    return accepted;
  }

  /** What an update that is not finite would make of an element, for error messages. */
  String describe(int element) {
    int group = 0;
    while (group < ranges.length - 1 && !ranges[group].contains(element)) {
      group++;
    }
    float value = target.next(element);
    return (Float.isFinite(value) ? " (its optimizer state)" : " (it has " + value + ")")
        + ", by "
        + plugin(rules.get(group))
        + " at learning rate "
        + Decimals.of(rates[group]);
  }

  /** Does what is left of a sweep that was cut off. */
  void complete() {
    for (int unit = 0; unit < target.units(); unit++) {
      if (!target.isDone(unit)) {
        apply(unit, unit + 1, slices[0]);
      }
    }
  }

  @Override
  public void run(int phase, int part, int from, int to, int worker) {
    switch (phase) {
      case CHECK -> check(from, to);
      case DECIDE -> decide();
      default -> apply(from, to, slices[worker]);
    }
  }

  private void check(int from, int to) {
    float[] gradients = target.gradients();
    for (int unit = from; unit < to; unit++) {
      int start = target.end(unit);
      int end = target.end(unit + 1);
      boolean small = GradientSweep.squares(gradients, start, end) < LARGE;
      large[unit] = !small || target.isLarge(unit, LARGE);
      // before anything is cut off: an infinity must be seen
      double size = small ? 0 : GradientSweep.zeroIfFinite(gradients, start, end);
      if (valueClipping.isPresent() && size == 0) {
        valueClipping.get().clip(gradients, start, end);
      }
      unitSizes[unit] =
          clipping.isPresent() ? size + GradientSweep.sumOfSquares(gradients, start, end) : size;
    }
  }

  private void decide() {
    double sum = 0;
    for (double size : unitSizes) {
      sum += size;
    }
    factor = clipping.isPresent() ? clipping.get().factor(Math.sqrt(sum)) : 1;
    for (int group = 0; group < scalars.length; group++) {
      prepare(rules.get(group), scalars[group]);
    }
    target.guard(mayOverflow());
    accepted = Double.isFinite(sum);
  }

  /** Whether numbers that are not finite may come out of a rule. */
  private boolean mayOverflow() {
    boolean may = !finite;
    for (boolean unit : large) {
      may |= unit;
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
    return RegistryEntry.of("optimizer", rule.id(), rule);
  }

  private void apply(int from, int to, Slice slice) {
    if (!accepted) {
      return;
    }
    int start = target.end(from);
    int end = target.end(to);
    GradientClipping.scale(target.gradients(), start, end, factor);
    target.beginUnits(from, to);
    target.aim(slice);
    for (int group = 0; group < ranges.length; group++) {
      slice.scalars = scalars[group];
      slice.learningRate = rates[group];
      try {
        if (rules.get(group).wholeParameters()) {
          applyToEach(rules.get(group), ranges[group], from, to, slice);
        } else {
          apply(rules.get(group), ranges[group], start, end, slice);
        }
      } catch (Throwable failure) {
        throw plugin(rules.get(group)).failed("update", failure);
      }
    }
    target.endUnits(from, to);
  }

  /** A unit is a parameter here, of which a range holds all or nothing. */
  private void applyToEach(Optimizer rule, Ranges ranges, int from, int to, Slice slice) {
    for (int unit = from; unit < to; unit++) {
      matrices.describe(unit, slice);
      apply(rule, ranges, target.end(unit), target.end(unit + 1), slice);
    }
  }

  private void apply(Optimizer rule, Ranges ranges, int start, int end, Slice slice) {
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
    return 1;
  }

  @Override
  public Rows rows(int phase, int part) {
    return phase == DECIDE ? Rows.WHOLE : Rows.OVER_ROWS;
  }

  @Override
  public int units(int phase, int part) {
    return phase == DECIDE ? 1 : target.units();
  }

  @Override
  public double cost(int phase, int part) {
    double cost = phase == APPLY ? APPLY_COST : CHECK_COST;
    return phase == DECIDE ? target.units() : cost * target.gradients().length;
  }

  @Override
  public String describe(int phase, int part) {
    return switch (phase) {
      case CHECK -> "check of the gradients";
      case DECIDE -> "preparation of " + rules.get(0).id();
      default -> "update by " + rules.get(0).id();
    };
  }
}
