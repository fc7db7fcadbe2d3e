package dev.cotangent.testkit;

/**
 * What differences over shorter and shorter steps say about a slope. Some step suits every
 * function: it is short beside the function's period and bends and long beside its rounding. There
 * neighbouring steps agree, and how well they agree is how well the slope is known. Immutable.
 *
 * <p>All arrays are by step, each of which is half of the one before.
 *
 * @param steps from the longest
 * @param right what the function gains from the point to a step above it
 * @param left what it gains from a step below to the point
 * @param rounding how far rounding may have moved these
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Ladder(double[] steps, double[] right, double[] left, double[] rounding) {

  /** What the differences say. */
  enum Verdict {
    /** A slope that is known well agrees. */
    RIGHT,
    /** All that is known well is something else. */
    WRONG,
    /** Nothing is known well: the function is too rough, or it is not finite. */
    UNKNOWN
  }

  /** How many times their disagreement neighbouring differences may be off. */
  private static final double CAUTION = 4;

  /** A slope that is known worse than this decides nothing. */
  private static final double COARSE = 1e-3;

  private static final double FINE = 1e-8;

  /** A slope and how far it may be off. */
  record Estimate(double slope, double error) {

    static final Estimate NONE = new Estimate(Double.NaN, Double.POSITIVE_INFINITY);
  }

  /**
   * Judges a derivative.
   *
   * @param derivative what reverse mode gives
   * @param scale the magnitude of the terms that it is the sum of
   * @param floor an error below this never matters
   */
  Verdict judge(double derivative, double scale, double floor) {
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

  /** The slope that is known best; not a number if there is none. */
  Estimate best(double scale) {
    Estimate best = Estimate.NONE;
    for (int k = 1; k + 2 < steps.length; k++) {
      Estimate each = agreed(central(k), central(k + 1), central(k + 2), k + 2, scale);
      best = each.error < best.error ? each : best;
    }
    return best;
  }

  /** On a kink, where the slopes of both sides differ. */
  private boolean isBetweenSides(double derivative, double scale, double floor) {
    Estimate below = side(left, scale);
    Estimate above = side(right, scale);
    double allowed = below.error + above.error + floor;
    return allowed <= floor + COARSE * largest(scale, below.slope, above.slope)
        && derivative >= Math.min(below.slope, above.slope) - allowed
        && derivative <= Math.max(below.slope, above.slope) + allowed;
  }

  /** The slope of one side that is known best. */
  Estimate side(double[] gains, double scale) {
    Estimate best = Estimate.NONE;
    for (int k = 1; k + 2 < steps.length; k++) {
      Estimate each =
          agreed(oneSided(gains, k), oneSided(gains, k + 1), oneSided(gains, k + 2), k + 2, scale);
      best = each.error < best.error ? each : best;
    }
    return best;
  }

  /** Three differences that are the same but for an error; not finite if one is not. */
  private Estimate agreed(double a, double b, double c, int last, double scale) {
    double spread = Math.max(a, Math.max(b, c)) - Math.min(a, Math.min(b, c));
    double error = CAUTION * spread + rounding[last] / steps[last] + FINE * scale;
    return Double.isFinite(error) ? new Estimate(c, error) : Estimate.NONE;
  }

  /** From five points. */
  private double central(int k) {
    double inner = right[k] + left[k];
    double outer = right[k - 1] + left[k - 1];
    return (8 * inner - outer) / (12 * steps[k]);
  }

  /** From three points. */
  private double oneSided(double[] gains, int k) {
    return (4 * gains[k] - gains[k - 1]) / (2 * steps[k]);
  }
}
