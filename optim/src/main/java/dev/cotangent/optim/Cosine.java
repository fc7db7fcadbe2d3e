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

  /** (π/2)²⁶ / 26! &lt; 1e-21. */
  private static final int LAST_TERM = 24;

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
    // (1 + cos 2x) / 2 = cos² x, with x in [0, π/2]: the second half of the wave mirrors the first
    double cosine = cosine(Math.PI / 2 * Math.min(phase, 2 - phase));
    return etaMin + (base - etaMin) * (cosine * cosine);
  }

  /** cos x for x in [0, π/2] by its Taylor series, since StrictMath.cos allocates on some JDKs. */
  private static double cosine(double x) {
    double sum = 1;
    for (int n = LAST_TERM; n > 0; n -= 2) {
      sum = 1 - sum * (x * x) / (n * (n - 1));
    }
    return sum;
  }
}
