package dev.cotangent.optim;

/**
 * Powers and cosine in double precision with the same bits on every machine and a relative error of
 * about 1e-15. StrictMath's allocate on some JDKs.
 */
final class Powers {

  /** exp(−40) &lt; 1e-17: subtracting such a power from 1 gives 1. */
  private static final double VANISHED = 40;

  /** (ln √2)²⁰ / 20! and ((√2 − 1) / (√2 + 1))²⁵ are both below 1e-17. */
  private static final int LAST_EXP_TERM = 20;

  private static final int LAST_LOG_TERM = 25;

  /** (π/2)²⁶ / 26! &lt; 1e-21. */
  private static final int LAST_COSINE_TERM = 24;

  private static final double LN_2_HIGH = 0x1.62e42feep-1;
  private static final double LN_2_LOW = 0x1.a39ef35793c76p-33;

  private Powers() {}

  /** base^exponent by squaring, for an exponent &ge; 0. */
  static double power(double base, long exponent) {
    double power = 1;
    double square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      power = (rest & 1) == 0 ? power : power * square;
      square *= square;
    }
    return power;
  }

  /**
   * beta^step for a beta in [0, 1), or 0 if 1 − beta^step rounds to 1: beta^step &le; exp(−step ·
   * (1 − beta)).
   */
  static double decayed(double beta, long step) {
    return step * (1 - beta) > VANISHED ? 0 : power(beta, step);
  }

  /** base^exponent, for a finite base &ge; 0; 0^0 is 1. */
  static double power(double base, double exponent) {
    if (exponent == 0) {
      return 1;
    }
    if (base == 0) {
      return exponent > 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    return exp(exponent * log(base));
  }

  /** ln x for a normal x &gt; 0, as exponent · ln 2 + 2 artanh((m − 1) / (m + 1)). */
  private static double log(double x) {
    int exponent = Math.getExponent(x);
    double mantissa = Math.scalb(x, -exponent);
    if (mantissa > 1.4142135623730951) {
      mantissa /= 2;
      exponent++;
    }
    double s = (mantissa - 1) / (mantissa + 1);
    double sum = 0;
    for (int n = LAST_LOG_TERM; n > 0; n -= 2) {
      sum = sum * (s * s) + 1.0 / n;
    }
    return exponent * LN_2_HIGH + (exponent * LN_2_LOW + 2 * s * sum);
  }

  /** e^x by its Taylor series around the nearest multiple of ln 2. */
  private static double exp(double x) {
    if (x < -700 || x > 700) {
      return x < 0 ? 0 : Double.POSITIVE_INFINITY;
    }
    double twos = Math.rint(x / (LN_2_HIGH + LN_2_LOW));
    double rest = (x - twos * LN_2_HIGH) - twos * LN_2_LOW;
    double sum = 1;
    for (int n = LAST_EXP_TERM; n > 0; n--) {
      sum = 1 + sum * rest / n;
    }
    return Math.scalb(sum, (int) twos);
  }

  /** (1 + cos(π · phase)) / 2 for a phase in [0, 2]: falls from 1 at phase 0 to 0 at phase 1. */
  static double halfWave(double phase) {
    // (1 + cos 2x) / 2 = cos² x, with x in [0, π/2]: the second half of the wave mirrors the first
    double cosine = cosine(Math.PI / 2 * Math.min(phase, 2 - phase));
    return cosine * cosine;
  }

  /** cos x for x in [0, π/2] by its Taylor series. */
  private static double cosine(double x) {
    double sum = 1;
    for (int n = LAST_COSINE_TERM; n > 0; n -= 2) {
      sum = 1 - sum * (x * x) / (n * (n - 1));
    }
    return sum;
  }
}
