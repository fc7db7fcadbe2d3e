package dev.cotangent.core.math;

/**
 * Functions of floats, computed in double and rounded once: fixed sequences of IEEE operations that
 * allocate nothing, unlike some of {@link StrictMath}. The error is at most one unit in the last
 * place of a float.
 */
public final class DoublePrecision {

  private static final double TWO_OVER_PI = 2 / Math.PI;

  /** π/2 without its last bits, so that its products with whole numbers up to 2²⁰ are exact. */
  private static final double HALF_PI_HIGH = 0x1.921fb544p0;

  private static final double HALF_PI_LOW = 0x1.0b4611a626331p-34;

  /** The largest angle that is reduced to ±π/4 by {@link #HALF_PI_HIGH}. */
  private static final double LARGEST_ANGLE = 1 << 20;

  private DoublePrecision() {}

  /** sin x. */
  public static float sin(float x) {
    return Math.abs(x) <= LARGEST_ANGLE ? quarter(x, 0) : (float) StrictMath.sin(x);
  }

  /** cos x. */
  public static float cos(float x) {
    return Math.abs(x) <= LARGEST_ANGLE ? quarter(x, 1) : (float) StrictMath.cos(x);
  }

  /** sin(x + quarters·π/2). */
  private static float quarter(double x, int quarters) {
    double k = Math.rint(x * TWO_OVER_PI);
    double r = x - k * HALF_PI_HIGH - k * HALF_PI_LOW;
    int turn = ((int) k + quarters) & 3;
    double y = (turn & 1) == 0 ? sine(r) : cosine(r);
    return (float) (turn < 2 ? y : -y);
  }

  /** Taylor series of the sine for |r| up to π/4. */
  private static double sine(double r) {
    double z = r * r;
    double p = 1 / 6227020800.0;
    p = p * z - 1 / 39916800.0;
    p = p * z + 1 / 362880.0;
    p = p * z - 1 / 5040.0;
    p = p * z + 1 / 120.0;
    p = p * z - 1 / 6.0;
    return r + r * z * p;
  }

  /** Taylor series of the cosine for |r| up to π/4. */
  private static double cosine(double r) {
    double z = r * r;
    double p = 1 / 479001600.0;
    p = p * z - 1 / 3628800.0;
    p = p * z + 1 / 40320.0;
    p = p * z - 1 / 720.0;
    p = p * z + 1 / 24.0;
    p = p * z - 0.5;
    return 1 + z * p;
  }

  /** a to the power b, with the special cases of {@link StrictMath#pow}. */
  public static float pow(float a, float b) {
    if (b == 0f) {
      return 1f;
    }
    double magnitude = StrictMath.exp(b * StrictMath.log(Math.abs((double) a)));
    if (Float.floatToRawIntBits(a) >= 0 || Float.isNaN(a)) {
      return (float) magnitude;
    }
    boolean whole = b == Math.rint(b);
    boolean odd = whole && Math.abs(b) < 1 << 24 && ((int) b & 1) != 0;
    boolean defined = whole || a == 0f || a == Float.NEGATIVE_INFINITY;
    return defined ? (float) (odd ? -magnitude : magnitude) : Float.NaN;
  }
}
