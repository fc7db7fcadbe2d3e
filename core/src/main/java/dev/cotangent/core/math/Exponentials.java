package dev.cotangent.core.math;

/**
 * e^x − 1 and ln(1 + e^x) of floats, as fixed sequences of operations.
 *
 * <p>The pieces are public because the loops of the kernel sets repeat the sequence and share them.
 */
public final class Exponentials {

  /** e^x − 1 rounds to −1 below this. */
  public static final float EXPM1_MIN = -30f;

  /** e^x is infinite above this. */
  public static final float EXPM1_MAX = 88.8f;

  /** e^x − 1 rounds to x where |x| is less. */
  public static final float EXPM1_TINY = 0x1p-25f;

  /** Near ½, where the last coefficient happens to be a float almost exactly. */
  private static final float SOFTPLUS_CENTRE = 0.53125f;

  private Exponentials() {}

  /**
   * e^x − 1. With x = n·ln 2 + r and S = 2^(n−1) it is twice (S − ½) + S·r + S·(e^r − 1 − r), whose
   * first sum is exact.
   *
   * <p>Error below 1 unit in the last place.
   */
  public static float expm1(float x) {
    if (Math.abs(x) < EXPM1_TINY) {
      return x;
    }
    float c = Math.max(Math.min(x, EXPM1_MAX), EXPM1_MIN);
    float n = multiple(c);
    float reduced = Fma.fma(n, -Polynomials.LN2_HIGH, c);
    float r = reduced - n * Polynomials.LN2_LOW;
    float rest = beyondLinear(r, reduced, n);
    float power = Float.intBitsToFloat(((int) n + 126) << 23);
    return Math.copySign(expm1(power, r, rest), x);
  }

  /** The whole n of x = n·ln 2 + r, with |r| up to ln(2)/2. */
  public static float multiple(float x) {
    return Fma.fma(x, Polynomials.LOG2_E, Polynomials.ROUNDER) - Polynomials.ROUNDER;
  }

  /**
   * e^r' − 1 − r for the exact r' = reduced − n·LN2_LOW and the rounded r.
   *
   * @param reduced x − n·LN2_HIGH
   */
  public static float beyondLinear(float r, float reduced, float n) {
    float lost = (reduced - r) - n * Polynomials.LN2_LOW;
    float q = Fma.fma(1.9944271e-4f, r, 1.3932723e-3f);
    q = Fma.fma(q, r, 8.333208e-3f);
    q = Fma.fma(q, r, 4.166649e-2f);
    q = Fma.fma(q, r, 0.16666667f);
    q = Fma.fma(q, r, 0.5f);
    return Fma.fma(q, r * r, lost);
  }

  /**
   * e^x − 1 from the parts of x.
   *
   * @param power S = 2^(n−1)
   */
  public static float expm1(float power, float r, float rest) {
    float whole = power - 0.5f;
    float linear = power * r;
    float sum = whole + linear;
    float part = sum - whole;
    float lost = (whole - (sum - part)) + (linear - part);
    float low = Fma.fma(power, rest, (power - whole) - 0.5f);
    return 2f * (sum + (lost + low));
  }

  /**
   * ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), which neither overflows nor cancels.
   *
   * <p>Error 1.7 units in the last place; 0.9 units of {@link Float#MIN_VALUE} where the result is
   * subnormal.
   */
  public static float softplus(float x) {
    return softplus(x, Polynomials.exp(-Math.abs(x)));
  }

  /** max(x, 0) + ln(1 + e) for e from 0 to 1. */
  public static float softplus(float x, float e) {
    float z = e - SOFTPLUS_CENTRE;
    float q = Fma.fma(-3.3072268e-3f, z, 6.0765045e-3f);
    q = Fma.fma(q, z, -8.751792e-3f);
    q = Fma.fma(q, z, 1.4894992e-2f);
    q = Fma.fma(q, z, -2.6445685e-2f);
    q = Fma.fma(q, z, 4.763148e-2f);
    q = Fma.fma(q, z, -8.860649e-2f);
    q = Fma.fma(q, z, 0.17354415f);
    q = Fma.fma(q, z, -0.3726283f);
    return Math.max(x, 0f) + Fma.fma(e * e, q, e);
  }
}
