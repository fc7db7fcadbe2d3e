package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * Runs one schedule for a number of steps and then another, which starts at its own step 0, as in
 * PyTorch's {@code SequentialLR}. Warm-up followed by cosine decay is {@code
 * Sequence.of(LinearWarmup.of(100), 100, Cosine.of(900))}, or {@link WarmupCosine}; the second may
 * be another sequence.
 *
 * <p>Its horizon is that of the second schedule plus the steps of the first. In text form the
 * attributes of the two have the prefixes {@code first.} and {@code then.}: {@code
 * sequence:steps=100,first.total_iters=100,then=cosine,then.eta_min=1e-5}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param first the first schedule; a linear warm-up by default
 * @param steps number of steps of the first schedule, &ge; 1; 5 by default, the length of the
 *     default warm-up
 * @param then the second schedule; a cosine by default
 */
public record Sequence(Schedule first, long steps, Schedule then) implements Schedule {

  private static final String ID = "sequence";
  private static final String FIRST = "first";
  private static final String STEPS = "steps";
  private static final String THEN = "then";

  /**
   * Validates the number of steps.
   *
   * @throws CotangentException if it is out of range
   */
  public Sequence {
    Checks.steps(ID, STEPS, steps);
  }

  /** Uses the default attributes. */
  public Sequence() {
    this(new LinearWarmup(), 5, new Cosine());
  }

  /** Runs {@code first} for {@code steps} steps, then {@code then}. */
  public static Sequence of(Schedule first, long steps, Schedule then) {
    return new Sequence(first, steps, then);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    Attributes own = Attributes.none().with(STEPS, steps);
    Attributes both = Nested.plus(own, FIRST, first.id(), first.attributes());
    return Nested.plus(both, THEN, then.id(), then.attributes());
  }

  @Override
  public Sequence with(Attributes given) {
    Nested.without(Nested.without(given, FIRST), THEN).allowOnly(STEPS);
    return new Sequence(
        Nested.schedule(given, FIRST, first),
        Checks.whole(given, STEPS, steps),
        Nested.schedule(given, THEN, then));
  }

  @Override
  public OptionalLong horizon() {
    OptionalLong rest = then.horizon();
    return rest.isPresent() ? OptionalLong.of(steps + rest.getAsLong()) : rest;
  }

  /** Sets the horizon of the second schedule to the remaining steps, at least 1. */
  @Override
  public Sequence withHorizon(long newSteps) {
    return new Sequence(first, steps, then.withHorizon(Math.max(1, newSteps - steps)));
  }

  @Override
  public double learningRate(double base, long step) {
    return step < steps ? first.learningRate(base, step) : then.learningRate(base, step - steps);
  }
}
