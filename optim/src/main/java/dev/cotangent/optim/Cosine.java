package dev.cotangent.optim;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * Cosine annealing: lowers the learning rate from the optimizer's at step 0 to {@code etaMin} at
 * step {@code tMax}, along half a cosine:
 *
 * <pre>
 * etaMin + (base − etaMin) · (1 + cos(π · step / tMax)) / 2
 * </pre>
 *
 * <p>Beyond {@code tMax} the cosine continues: the rate rises again until 2 · tMax, and so on, as
 * in PyTorch's {@code CosineAnnealingLR}. From Loshchilov and Hutter, <i>SGDR: Stochastic Gradient
 * Descent with Warm Restarts</i>, ICLR 2017 (arXiv:1608.03983), without the restarts. The rate has
 * the same bits on every machine.
 *
 * <p>Immutable and thread-safe.
 *
 * @param tMax steps from the highest to the lowest rate, &ge; 1; PyTorch has no default, 1000 here
 * @param etaMin the lowest rate, &ge; 0; 0 by default
 */
public record Cosine(long tMax, double etaMin) implements Schedule {

  private static final String ID = "cosine";

  /**
   * Validates the attributes.
   *
   * @throws dev.cotangent.core.CotangentException if a value is out of range or NaN
   */
  public Cosine {
    Checks.steps(ID, "tMax", tMax);
    Checks.notNegative(ID, "etaMin", etaMin);
  }

  /** Uses the default attributes. */
  public Cosine() {
    this(1000, 0);
  }

  /** Anneals to 0 over the given number of steps. */
  public static Cosine of(long tMax) {
    return new Cosine(tMax, 0);
  }

  /** Returns a copy with another lowest rate. */
  public Cosine withEtaMin(double newRate) {
    return new Cosine(tMax, newRate);
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
    return rate(base, step, tMax, etaMin);
  }

  /** The rate at a step; allocates nothing. */
  static double rate(double base, long step, long steps, double lowest) {
    // reduce exactly first: the cosine of a large argument would lose digits
    double phase = (double) (step % (2 * steps)) / steps;
    return lowest + (base - lowest) * Powers.halfWave(phase);
  }
}
