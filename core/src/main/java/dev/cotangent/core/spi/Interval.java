package dev.cotangent.core.spi;

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

  /**
   * A number of the interval for any finite number: the same where there are no ends. With one end
   * it is the farther from that the larger the number's magnitude is, with two it is the nearer to
   * one of them; always at least a tenth of the width, or of the end's magnitude, away.
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
