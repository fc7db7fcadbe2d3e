package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;

/**
 * An open interval of numbers, such as the {@linkplain Activation#domain domain} of an activation.
 * Immutable.
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
          "interval (" + from + ", " + to + ") is empty, expected a lower end below the upper end");
    }
  }

  /** Returns the interval of all numbers. */
  public static Interval all() {
    return ALL;
  }

  /** Returns the interval of the numbers above a bound. */
  public static Interval above(double from) {
    return new Interval(from, Double.POSITIVE_INFINITY);
  }

  /** Whether a number lies strictly between the ends; false for NaN. */
  public boolean contains(double x) {
    return from < x && x < to;
  }

  /**
   * Maps any finite number into the interval: to itself if there are no ends. With one end, the
   * result is farther from it the larger the number's magnitude; with two, it approaches one of
   * them. The result stays away from the ends by at least a tenth of the width, or of the end's
   * magnitude (at least 0.1).
   */
  public double inside(double x) {
    double magnitude = Math.abs(x);
    if (Double.isInfinite(from) && Double.isInfinite(to)) {
      return x;
    }
    if (Double.isInfinite(to)) {
      return from + 0.1 * Math.max(1, Math.abs(from)) + magnitude;
    }
    if (Double.isInfinite(from)) {
      return to - 0.1 * Math.max(1, Math.abs(to)) - magnitude;
    }
    return from + (to - from) * (0.5 + 0.4 * x / (1 + magnitude));
  }

  @Override
  public String toString() {
    return "(" + from + ", " + to + ")";
  }
}
