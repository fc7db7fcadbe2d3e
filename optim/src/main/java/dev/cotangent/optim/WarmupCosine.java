package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * Linear warm-up followed by cosine decay, the usual schedule of transformers: from {@code
 * startFactor} · base at step 0 to base at step {@code warmup}, along a straight line, and then
 * along half a cosine to {@code etaMin} at step {@code steps}, where it stays:
 *
 * <pre>
 * base · (startFactor + (1 − startFactor) · step / warmup)                               warming up
 * etaMin + (base − etaMin) · (1 + cos(π · (step − warmup) / (steps − warmup))) / 2        afterwards
 * </pre>
 *
 * <p>Up to step {@code steps} the rates have the bits of {@code Sequence.of(
 * LinearWarmup.of(warmup).withStartFactor(startFactor), warmup, Cosine.of(steps - warmup))}. In
 * text form: {@code warmup_cosine:warmup=100,eta_min=1e-5}; the command line sets {@code steps} to
 * the steps of the training.
 *
 * <p>Immutable and thread-safe.
 *
 * @param warmup steps of the warm-up, &ge; 1; 100 by default
 * @param steps steps from 0 to the lowest rate, warm-up included, above {@code warmup}; 1000 by
 *     default
 * @param startFactor factor of the base rate at step 0, in (0, 1]; 0.01 by default
 * @param etaMin the lowest rate, &ge; 0; 0 by default
 */
public record WarmupCosine(long warmup, long steps, double startFactor, double etaMin)
    implements Schedule {

  private static final String ID = "warmup_cosine";

  /**
   * Validates the attributes.
   *
   * @throws CotangentException if a value is out of range or NaN
   */
  public WarmupCosine {
    Checks.steps(ID, "warmup", warmup);
    Checks.positive(ID, "startFactor", startFactor);
    Checks.notNegative(ID, "etaMin", etaMin);
    if (startFactor > 1) {
      throw new CotangentException(
          ID + ": startFactor is " + startFactor + ", expected a number above 0 and at most 1");
    }
    if (steps <= warmup) {
      throw new CotangentException(
          ID + ": steps is " + steps + ", expected more than the " + warmup + " of the warm-up");
    }
  }

  /** Uses the default attributes. */
  public WarmupCosine() {
    this(100, 1000, 0.01, 0);
  }

  /** Warms up over {@code warmup} steps and decays to 0 at step {@code steps}. */
  public static WarmupCosine of(long warmup, long steps) {
    return new WarmupCosine(warmup, steps, 0.01, 0);
  }

  /** Returns a copy with another factor of the base rate at step 0. */
  public WarmupCosine withStartFactor(double newFactor) {
    return new WarmupCosine(warmup, steps, newFactor, etaMin);
  }

  /** Returns a copy with another lowest rate. */
  public WarmupCosine withEtaMin(double newRate) {
    return new WarmupCosine(warmup, steps, startFactor, newRate);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Attributes.none()
        .with("warmup", warmup)
        .with("steps", steps)
        .with("start_factor", startFactor)
        .with("eta_min", etaMin);
  }

  @Override
  public WarmupCosine with(Attributes given) {
    Checks.known(given, attributes());
    return new WarmupCosine(
        Checks.whole(given, "warmup", warmup),
        Checks.whole(given, "steps", steps),
        given.number("start_factor", startFactor),
        given.number("eta_min", etaMin));
  }

  @Override
  public OptionalLong horizon() {
    return OptionalLong.of(steps);
  }

  /** Sets the total number of steps; a warm-up that would not end before is shortened. */
  @Override
  public WarmupCosine withHorizon(long newSteps) {
    long total = Math.max(2, newSteps);
    return new WarmupCosine(Math.min(warmup, total - 1), total, startFactor, etaMin);
  }

  @Override
  public double learningRate(double base, long step) {
    if (step < warmup) {
      return LinearWarmup.rate(base, step, startFactor, 1, warmup);
    }
    long decay = steps - warmup;
    return Cosine.rate(base, Math.min(step - warmup, decay), decay, etaMin);
  }
}
