package dev.cotangent.testkit;

/**
 * Estimates a slope from differences over ever shorter steps. For every function some step is short
 * compared with its curvature and long compared with its rounding error. There neighbouring steps
 * agree, and their agreement is the accuracy of the estimate. Immutable.
 *
 * <p>All arrays are indexed by step; each step is half the one before.
 *
 * @param steps the steps, longest first
 * @param right the difference of the function between a step above the point and the point
 * @param left the difference between the point and a step below it
 * @param rounding bound on the rounding errors of these
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ladder(double[] steps, double[] right, double[] left, double[] rounding) {

  /** The result of comparing a derivative with the differences. */
  enum Verdict {
    /** An accurately known slope agrees. */
    RIGHT,
    /** All accurately known slopes disagree. */
    WRONG,
    /** No slope is known accurately: the function is too rough or not finite. */
    UNKNOWN
  }

  /** The error of neighbouring differences is at most this times their disagreement. */
  private static final double CAUTION = 4;

  /** A slope known less accurately than this is ignored. */
  private static final double COARSE = 1e-3;

  private static final double FINE = 1e-8;

  /** A slope and a bound on its error. */
  record Estimate(double slope, double error) {

    static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
  }

  /**
   * Compares a derivative with the differences.
   *
   * @param derivative the derivative by reverse mode
   * @param scale the magnitude of the terms it is the sum of
   * @param floor errors below this are ignored
   */
  Verdict compare(double derivative, double scale, double floor) {
    Estimate best = Estimate.NONE;
    for (int k = 1; k + 2 < steps.length; k++) {
      Estimate each = agreed(central(k), central(k + 1), central(k + 2), k + 2, scale);
      if (each.error < best.error) {
        best = each;
      }
      double known = floor + COARSE * largest(scale, derivative, each.slope);
      if (each.error <= known && Math.abs(each.slope - derivative) <= each.error + floor) {
        return Verdict.RIGHT;
      }
    }
    double apart = Math.abs(best.slope - derivative);
    boolean known = apart > 3 * (best.error + floor);
    if (!known || Double.isNaN(apart)) {
      return Verdict.UNKNOWN;
    }
    return isBetweenSides(derivative, scale, floor) ? Verdict.RIGHT : Verdict.WRONG;
  }

  private static double largest(double a, double b, double c) {
    return Math.max(Math.abs(a), Math.max(Math.abs(b), Math.abs(c)));
  }

  /** The most accurate slope; NaN if there is none. */
  Estimate best(double scale) {
    Estimate best = Estimate.NONE;
    for (int k = 1; k + 2 < steps.length; k++) {
      Estimate each = agreed(central(k), central(k + 1), central(k + 2), k + 2, scale);
      best = each.error < best.error ? each : best;
    }
    return best;
  }

  /** Whether the derivative at a kink lies between the slopes of both sides. */
  private boolean isBetweenSides(double derivative, double scale, double floor) {
    Estimate below = side(left, scale);
    Estimate above = side(right, scale);
    double allowed = below.error + above.error + floor;
    return allowed <= floor + COARSE * largest(scale, below.slope, above.slope)
        && derivative >= Math.min(below.slope, above.slope) - allowed
        && derivative <= Math.max(below.slope, above.slope) + allowed;
  }

  /** The most accurate slope of one side. */
  Estimate side(double[] gains, double scale) {
    Estimate best = Estimate.NONE;
    for (int k = 1; k + 2 < steps.length; k++) {
      Estimate each =
          agreed(oneSided(gains, k), oneSided(gains, k + 1), oneSided(gains, k + 2), k + 2, scale);
      best = each.error < best.error ? each : best;
    }
    return best;
  }

  /** The common estimate of three differences; not finite if one of them is not. */
  private Estimate agreed(double a, double b, double c, int last, double scale) {
    double spread = Math.max(a, Math.max(b, c)) - Math.min(a, Math.min(b, c));
    double error = CAUTION * spread + rounding[last] / steps[last] + FINE * scale;
    return Double.isFinite(error) ? new Estimate(c, error) : Estimate.NONE;
  }

  /** The five-point central difference. */
  private double central(int k) {
    double inner = right[k] + left[k];
    double outer = right[k - 1] + left[k - 1];
    return (8 * inner - outer) / (12 * steps[k]);
  }

  /** The three-point one-sided difference. */
  private double oneSided(double[] gains, int k) {
    return (4 * gains[k] - gains[k - 1]) / (2 * steps[k]);
  }
}
