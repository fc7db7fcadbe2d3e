package dev.cotangent.core.optimizer;

/**
 * A learning rate that changes with the step. An immutable function; safe for use by many threads.
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
}
