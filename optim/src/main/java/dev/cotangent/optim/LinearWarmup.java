package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;

/**
 * Linear warm-up: from base · startFactor at step 0 to base · endFactor at step {@code totalIters},
 * constant afterwards; PyTorch's {@code LinearLR}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param startFactor factor of the base rate at step 0, &gt; 0; 1/3 by default
 * @param endFactor factor of the base rate from step {@code totalIters} on, &ge; 0; 1 by default
 * @param totalIters number of warm-up steps, &ge; 1; 5 by default
 */
public record LinearWarmup(double startFactor, double endFactor, long totalIters)
    implements Schedule {

  private static final String ID = "linear_warmup";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public LinearWarmup {
    Checks.positive(ID, "startFactor", startFactor);
    Checks.notNegative(ID, "endFactor", endFactor);
    Checks.steps(ID, "totalIters", totalIters);
  }

  /** Uses the default attributes. */
  public LinearWarmup() {
    this(1.0 / 3, 1, 5);
  }

  /** Warms up from a third of the learning rate over that many steps. */
  public static LinearWarmup of(long totalIters) {
    return new LinearWarmup(1.0 / 3, 1, totalIters);
  }

  /** Returns a copy with another factor of the base rate at step 0. */
  public LinearWarmup withStartFactor(double newFactor) {
    return new LinearWarmup(newFactor, endFactor, totalIters);
  }

  /** Returns a copy with another factor of the base rate after the warm-up. */
  public LinearWarmup withEndFactor(double newFactor) {
    return new LinearWarmup(startFactor, newFactor, totalIters);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("start_factor", startFactor)
        .with("end_factor", endFactor)
        .with("total_iters", totalIters);
  }

  @Override
  public LinearWarmup with(Attributes given) {
    Checks.known(given, attributes());
    return new LinearWarmup(
        given.number("start_factor", startFactor),
        given.number("end_factor", endFactor),
        Checks.whole(given, "total_iters", totalIters));
  }

  @Override
  public double learningRate(double base, long step) {
    return rate(base, step, startFactor, endFactor, totalIters);
  }

  /** The rate at a step; allocates nothing. */
  static double rate(double base, long step, double start, double end, long steps) {
    double done = (double) Math.min(step, steps) / steps;
    return base * (start + (end - start) * done);
  }
}
