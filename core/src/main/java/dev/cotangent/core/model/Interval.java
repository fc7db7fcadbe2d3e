package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;

/**
 * The numbers between two others, which do not belong to it: what an {@linkplain Activation#domain
 * activation} is defined for. Immutable.
 *
 * @param from the lower end; −∞ for none
 * @param to the upper end; ∞ for none
 */
public record Interval(double from, double to) {

  private static final Interval ALL =
      new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Checks the ends.
   *
   * @throws CotangentException if {@code from} is not below {@code to}, or one of them is NaN
   */
  public Interval {
    if (!(from < to)) {
      throw new CotangentException(
          "an interval goes up from its lower end, but not from " + from + " to " + to);
    }
  }

  /** All numbers. */
  public static Interval all() {
    return ALL;
  }

  /** The numbers above one. */
  public static Interval above(double from) {
    return new Interval(from, Double.POSITIVE_INFINITY);
  }

  /** Whether a number lies between the ends; NaN never does. */
  public boolean contains(double x) {
    return from < x && x < to;
  }

  @Override
  public String toString() {
    return "(" + from + ", " + to + ")";
  }
}
