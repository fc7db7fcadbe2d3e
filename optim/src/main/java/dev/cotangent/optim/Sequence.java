package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.optimizer.Schedule;
import java.util.OptionalLong;

/**
 * One schedule for a number of steps, and then another, which begins at its own step 0: PyTorch's
 * {@code SequentialLR}. Warm-up and cosine decay is {@code Sequence.of(new LinearWarmup(0.01, 1,
 * 100), 100, Cosine.over(900))}; the second may be a sequence again.
 *
 * <p>It is planned for as many steps as the second schedule is, and the first ones. By name the
 * attributes of the two begin with {@code first} and {@code then}: {@code
 * sequence:steps=100,first.total_iters=100,then=cosine,then.eta_min=1e-5}.
 *
 * <p>An immutable value; safe for use by many threads.
 *
 * @param first a linear warm-up by default
 * @param steps how many steps the first one lasts, &ge; 1; 5 by default, as many as the warm-up
 *     takes
 * @param then what follows; a cosine by default
 */
public record Sequence(Schedule first, long steps, Schedule then) implements Schedule {

  private static final String ID = "sequence";
  private static final String FIRST = "first";
  private static final String STEPS = "steps";
  private static final String THEN = "then";

  /**
   * Checks the number.
   *
   * @throws CotangentException if it is out of range
   */
  public Sequence {
    Checks.steps(ID, STEPS, steps);
  }

  /** The defaults. */
  public Sequence() {
    this(new LinearWarmup(), 5, new Cosine());
  }

  /** Two schedules, the first of them for a number of steps. */
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

  /** Plans the second schedule for the steps that are left to it, at least one. */
  @Override
  public Sequence withHorizon(long newSteps) {
    return new Sequence(first, steps, then.withHorizon(Math.max(1, newSteps - steps)));
  }

  @Override
  public double learningRate(double base, long step) {
    return step < steps ? first.learningRate(base, step) : then.learningRate(base, step - steps);
  }
}
