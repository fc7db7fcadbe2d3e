package dev.cotangent.core.optimizer;

import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * A learning-rate schedule: the learning rate as a function of the step. Immutable and thread-safe.
 * A plugin needs a public constructor without arguments, which gives the defaults, for {@link
 * java.util.ServiceLoader}.
 */
public interface Schedule {

  /** The stable lower-case id, such as {@code cosine}. */
  String id();

  /**
   * Computes the learning rate of a step.
   *
   * @param base the optimizer's learning rate
   * @param step the number of the step, from 0
   */
  double learningRate(double base, long step);

  /** The number of steps that the schedule spans; empty if it has no end. */
  default OptionalLong horizon() {
    return OptionalLong.empty();
  }

  /**
   * Returns the same schedule over a given number of steps; itself if its shape does not depend on
   * them.
   *
   * @throws dev.cotangent.core.CotangentException if the number is out of range
   */
  default Schedule withHorizon(long steps) {
    return this;
  }

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * Returns the same schedule with these attributes; absent ones keep their values.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Schedule with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }
}
