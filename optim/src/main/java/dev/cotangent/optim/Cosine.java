package dev.cotangent.optim;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Schedule;
import java.util.OptionalLong;

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

  private static final String ID = "cosine";

  /**
   * Checks the numbers.
   *
   * @throws dev.cotangent.core.CotangentException if one is out of range or NaN
   */
  public Cosine {
    Checks.steps(ID, "tMax", tMax);
    Checks.notNegative(ID, "etaMin", etaMin);
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
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none().with("t_max", tMax).with("eta_min", etaMin);
  }

  @Override
  public Cosine with(Attributes given) {
    Checks.known(given, attributes());
    return new Cosine(Checks.whole(given, "t_max", tMax), given.number("eta_min", etaMin));
  }

  @Override
  public OptionalLong horizon() {
    return OptionalLong.of(tMax);
  }

  @Override
  public Cosine withHorizon(long steps) {
    return new Cosine(steps, etaMin);
  }

  @Override
  public double learningRate(double base, long step) {
    // the exact remainder first: large arguments would cost the cosine its digits
    double phase = (double) (step % (2 * tMax)) / tMax;
    return etaMin + (base - etaMin) * Powers.halfWave(phase);
  }
}
