package dev.cotangent.core.optimizer;

import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;

/**
 * A learning rate that changes with the step. An immutable function; safe for use by many threads.
 * Found by {@link java.util.ServiceLoader} through a public constructor without arguments, which
 * gives the defaults.
 */
public interface Schedule {

  /** The stable lower-case name, as in {@code cosine}. */
  String id();

  /**
   * The learning rate.
   *
   * @param base the optimizer's own rate
   * @param step from 0
   */
  double learningRate(double base, long step);

  /** The number of steps that this is planned for; empty if it may go on for ever. */
  default OptionalLong horizon() {
    return OptionalLong.empty();
  }

  /**
   * The same schedule, planned for a number of steps; itself if it needs no plan.
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
   * The same schedule with those attributes; absent ones keep their values.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Schedule with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }
}
