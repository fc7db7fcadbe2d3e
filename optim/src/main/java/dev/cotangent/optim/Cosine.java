package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Schedule;

/**
 * Half a wave of the cosine, from the optimizer's learning rate at step 0 down to {@code etaMin} at
 * step {@code tMax}:
 *
 * <pre>
 * etaMin + (base − etaMin) · (1 + cos(π · step / tMax)) / 2
 * </pre>
 *
 * <p>Beyond {@code tMax} the wave goes on: up again until 2 · tMax, and so on, as PyTorch's {@code
 * CosineAnnealingLR} does. From Loshchilov and Hutter, <i>SGDR: Stochastic Gradient Descent with
 * Warm Restarts</i>, ICLR 2017 (arXiv:1608.03983), without the restarts. The rate has the same bits
 * on every machine.
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param tMax steps from the highest to the lowest rate, &ge; 1; PyTorch has no default, ours is
 *     1000
 * @param etaMin the lowest rate, &ge; 0; 0 by default
 */
public record Cosine(long tMax, double etaMin) implements Schedule {

  /**
   * Checks the numbers.
   *
   * @throws CotangentException if one is out of range or NaN
   */
  public Cosine {
    if (tMax < 1 || tMax > Long.MAX_VALUE / 2) {
      throw new CotangentException("cosine: tMax must be at least 1 step, not " + tMax);
    }
    Checks.notNegative("cosine", "etaMin", etaMin);
  }

  /** The defaults. */
  public Cosine() {
    this(1000, 0);
  }

  /** A number of steps with the default {@code etaMin}. */
  public static Cosine over(long tMax) {
    return new Cosine(tMax, 0);
  }

  @Override
  public String id() {
    return "cosine";
  }

  @Override
  public double learningRate(double base, long step) {
    // the exact remainder first: large arguments would cost the cosine its digits
    double phase = (double) (step % (2 * tMax)) / tMax;
    return etaMin + (base - etaMin) * (1 + StrictMath.cos(Math.PI * phase)) / 2;
  }
}
