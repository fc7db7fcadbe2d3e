package dev.cotangent.core.check;

/**
 * Finite differences along one element.
 *
 * @param fivePoint central difference from four points around the middle
 * @param central central difference from the two points next to the middle
 * @param left one-sided from below, three points
 * @param right one-sided from above, three points
 * @param noise bound on the rounding error of each of them
 */
record Slopes(double fivePoint, double central, double left, double right, double noise) {

  /** The magnitude of an element below which its step no longer shrinks. */
  static final double SMALLEST_SCALE = 0.1;

  private static final int STEP = -10;
  private static final int SMALL_STEP = -17;

  /**
   * The step for five points, a power of two near |x|/1000, so that adding it to x causes no
   * rounding.
   */
  static double step(double x) {
    return Math.scalb(1.0, exponent(x) + STEP);
  }

  /** The step for three points, near |x|/130,000. */
  static double smallStep(double x) {
    return Math.scalb(1.0, exponent(x) + SMALL_STEP);
  }

  /**
   * The slopes with the five-point one extrapolated to sixth order from that at twice the distance:
   * the truncation error grows with the fourth power, so it is a fifteenth of the difference
   * (Richardson extrapolation).
   */
  Slopes extrapolated(Slopes twice) {
    double better = fivePoint + (fivePoint - twice.fivePoint) / 15;
    return new Slopes(better, central, left, right, (16 * noise + twice.noise) / 15);
  }

  private static int exponent(double x) {
    return Math.getExponent(Math.max(Math.abs(x), SMALLEST_SCALE));
  }
}
