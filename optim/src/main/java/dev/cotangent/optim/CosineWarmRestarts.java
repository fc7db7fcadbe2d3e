package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;

/**
 * Cosine annealing with warm restarts: cycles of half a cosine from the base rate down to {@code
 * etaMin}, each {@code tMult} times as long as the one before:
 *
 * <pre>
 * etaMin + (base − etaMin) · (1 + cos(π · stepInCycle / lengthOfCycle)) / 2
 * </pre>
 *
 * <p>From Loshchilov and Hutter, <i>SGDR: Stochastic Gradient Descent with Warm Restarts</i>, ICLR
 * 2017 (arXiv:1608.03983); PyTorch's {@code CosineAnnealingWarmRestarts}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param t0 steps of the first cycle, &ge; 1; PyTorch has no default, 1000 here
 * @param tMult factor by which each cycle is longer than the one before, &ge; 1; 1 by default
 * @param etaMin the lowest rate, &ge; 0; 0 by default
 */
public record CosineWarmRestarts(long t0, long tMult, double etaMin) implements Schedule {

  private static final String ID = "cosine_warm_restarts";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public CosineWarmRestarts {
    Checks.steps(ID, "t0", t0);
    Checks.steps(ID, "tMult", tMult);
    Checks.notNegative(ID, "etaMin", etaMin);
  }

  /** Uses the default attributes. */
  public CosineWarmRestarts() {
    this(1000, 1, 0);
  }

  /** Restarts every {@code t0} steps; see {@link #withTMult} for longer and longer cycles. */
  public static CosineWarmRestarts of(long t0) {
    return new CosineWarmRestarts(t0, 1, 0);
  }

  /** Returns a copy whose cycles are each so many times as long as the one before. */
  public CosineWarmRestarts withTMult(long newFactor) {
    return new CosineWarmRestarts(t0, newFactor, etaMin);
  }

  /** Returns a copy with another lowest rate. */
  public CosineWarmRestarts withEtaMin(double newRate) {
    return new CosineWarmRestarts(t0, tMult, newRate);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("t0", t0).with("t_mult", tMult).with("eta_min", etaMin);
  }

  @Override
  public CosineWarmRestarts with(Attributes given) {
    Checks.known(given, attributes());
    return new CosineWarmRestarts(
        Checks.whole(given, "t0", t0),
        Checks.whole(given, "t_mult", tMult),
        given.number("eta_min", etaMin));
  }

  @Override
  public double learningRate(double base, long step) {
    long length = t0;
    long at = step;
    while (at >= length && tMult > 1) {
      at -= length;
      // the last cycle may be longer than any number of steps
      length = length > Long.MAX_VALUE / tMult ? Long.MAX_VALUE : length * tMult;
    }
    double phase = (double) (at % length) / length;
    return etaMin + (base - etaMin) * Powers.halfWave(phase);
  }
}
