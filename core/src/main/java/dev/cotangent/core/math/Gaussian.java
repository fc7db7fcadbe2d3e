package dev.cotangent.core.math;

/**
 * The error function and the normal distribution in double precision, for reference evaluations.
 */
public final class Gaussian {

  /** The series converges in few terms below this, the continued fraction above. */
  private static final double SERIES_BELOW = 3;

  private static final int FRACTIONS = 150;

  private Gaussian() {}

  /** erf x. */
  public static double erf(double x) {
    return 2 * centre(x * Math.sqrt(2));
  }

  /** Φ(x), with full relative accuracy in the lower tail. */
  public static double cdf(double x) {
    return x < -SERIES_BELOW ? tail(-x) : 0.5 + centre(x);
  }

  /** Φ(x) − ½; odd. */
  private static double centre(double x) {
    double a = Math.abs(x);
    return Math.copySign(a < SERIES_BELOW ? density(a) * series(a) : 0.5 - tail(a), x);
  }

  private static double density(double a) {
    return StrictMath.exp(-a * a / 2) / Math.sqrt(2 * Math.PI);
  }

  /** a + a³/3 + a⁵/(3·5) + …, whose terms are all positive. */
  private static double series(double a) {
    double sum = a;
    double term = a;
    for (int odd = 3; term > sum * 1e-17; odd += 2) {
      term *= a * a / odd;
      sum += term;
    }
    return sum;
  }

  /** 1 − Φ(a) = density·1/(a + 1/(a + 2/(a + 3/(a + …)))). */
  private static double tail(double a) {
    double fraction = a;
    for (int k = FRACTIONS; k > 0; k--) {
      fraction = a + k / fraction;
    }
    return a == Double.POSITIVE_INFINITY ? 0 : density(a) / fraction;
  }

  /**
   * Φ⁻¹(p) for p in (0, 1), by Newton's method for log Φ of the smaller tail, which is concave:
   * starting left of the root, it never overshoots.
   */
  public static double quantile(double p) {
    double tail = Math.min(p, 1 - p);
    double goal = StrictMath.log(tail);
    double x = -Math.sqrt(-2 * goal); // Φ(−a) < e^(−a²/2)
    for (double last = Double.NEGATIVE_INFINITY; x > last; ) {
      last = x;
      double below = cdf(x);
      x = Math.min(0, x + (goal - StrictMath.log(below)) * below / density(x));
    }
    return p < 0.5 ? x : -x;
  }
}
