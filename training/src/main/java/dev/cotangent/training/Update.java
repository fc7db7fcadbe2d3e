package dev.cotangent.training;

import dev.cotangent.core.op.Rows;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Slice;
import dev.cotangent.core.work.Work;
import dev.cotangent.optim.GradientClipping;
import java.util.Arrays;
import java.util.Optional;

/**
 * The second half of a step, as work for workers: all gradients are looked at, then it is decided
 * whether and how to go on, then the optimizer sweeps over the weights.
 *
 * <p>Gradients are cut into units of a fixed size, whose numbers are combined in their order, and
 * an optimizer treats each element for itself: the bits do not depend on who does what.
 */
final class Update implements Work {

  private static final int CHECK = 0;
  private static final int DECIDE = 1;
  private static final int APPLY = 2;

  /** Costs in floating-point operations for an element, by time: memory decides it. */
  private static final double CHECK_COST = 6;

  private static final double APPLY_COST = 40;

  private final UpdateTarget target;
  private final Optimizer optimizer;
  private final Optional<GradientClipping> clipping;
  private final double[] unitSizes;
  private final double[] scalars;
  private final Slice[] slices;
  private Ranges ranges;
  private double factor;
  private boolean accepted;
  private long step;

  Update(
      UpdateTarget target, Optimizer optimizer, Optional<GradientClipping> clipping, int workers) {
    this.target = target;
    this.optimizer = optimizer;
    this.clipping = clipping;
    this.unitSizes = new double[target.units()];
    this.scalars = new double[optimizer.scalars()];
    this.ranges = Ranges.none();
    this.slices = new Slice[workers];
    Arrays.setAll(slices, worker -> slice());
  }

  private Slice slice() {
    Slice slice = new Slice();
    slice.values = target.values();
    slice.gradients = target.gradients();
    slice.slots = target.slots();
    slice.scalars = scalars;
    return slice;
  }

  /**
   * Prepares the next step.
   *
   * @param number from 1
   * @param trained the elements to change; all others are left alone
   */
  void begin(long number, double learningRate, Ranges trained) {
    step = number;
    ranges = trained;
    accepted = false;
    target.begin();
    for (Slice slice : slices) {
      slice.step = number;
      slice.learningRate = learningRate;
    }
  }

  /** Whether all gradients were finite, so that the update was done. */
  boolean accepted() {
    return accepted;
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
      unitSizes[unit] =
          clipping.isPresent()
              ? GradientSweep.sumOfSquares(gradients, start, end)
              : GradientSweep.zeroIfFinite(gradients, start, end);
    }
  }

  private void decide() {
    double sum = 0;
    for (double size : unitSizes) {
      sum += size;
    }
    factor = clipping.isPresent() ? clipping.get().factor(Math.sqrt(sum)) : 1;
    optimizer.prepare(step, scalars);
    accepted = Double.isFinite(sum);
  }

  private void apply(int from, int to, Slice slice) {
    if (!accepted) {
      return;
    }
    int start = target.end(from);
    int end = target.end(to);
    GradientClipping.scale(target.gradients(), start, end, factor);
    target.beginUnits(from, to);
    for (int range = 0; range < ranges.count(); range++) {
      slice.from = Math.max(start, ranges.from(range));
      slice.to = Math.min(end, ranges.to(range));
      if (slice.from < slice.to) {
        optimizer.update(slice);
      }
    }
    target.endUnits(from, to);
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
      case DECIDE -> "preparation of " + optimizer.id();
      default -> "update by " + optimizer.id();
    };
  }
}
