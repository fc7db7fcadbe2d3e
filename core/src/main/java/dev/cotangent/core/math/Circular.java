package dev.cotangent.core.math;

/**
 * Sine and cosine of floats, as fixed sequences of operations.
 *
 * <p>x = k·π/2 + r. Up to {@link #LARGEST_ANGLE} the remainder r is a float with a correction, from
 * three parts of π/2; the loops of the kernel sets repeat this sequence and share its pieces.
 * Beyond, it is exact, from 192 bits of 2/π in integers.
 */
public final class Circular {

  /** The largest angle that is reduced in floats. */
  public static final float LARGEST_ANGLE = 131072f;

  private static final float TWO_OVER_PI = 0.63661975f;
  private static final float HALF_PI_0 = 0x1.921fb6p0f;
  private static final float HALF_PI_1 = -0x1.777a5cp-25f;
  private static final float HALF_PI_2 = -0x1.ee59dap-50f;

  /** Bits of 2/π: word i holds the 32 bits that begin 8·i − 24 bits behind the binary point. */
  private static final long[] TWO_OVER_PI_BITS = {
    0xA2L, 0xA2F9L, 0xA2F983L, 0xA2F9836EL, 0xF9836E4EL, 0x836E4E44L, 0x6E4E4415L, 0x4E441529L,
    0x441529FCL, 0x1529FC27L, 0x29FC2757L, 0xFC2757D1L, 0x2757D1F5L, 0x57D1F534L, 0xD1F534DDL,
        0xF534DDC0L,
    0x34DDC0DBL, 0xDDC0DB62L, 0xC0DB6295L, 0xDB629599L, 0x6295993CL, 0x95993C43L, 0x993C4390L,
        0x3C439041L
  };

  private Circular() {}

  /**
   * sin x.
   *
   * <p>Error 0.83 units in the last place.
   */
  public static float sin(float x) {
    return x == 0f ? x : turned(x, 0);
  }

  /**
   * cos x.
   *
   * <p>Error 0.83 units in the last place.
   */
  public static float cos(float x) {
    return turned(x, 1);
  }

  /** sin(x + quarters·π/2). */
  private static float turned(float x, int quarters) {
    if (!(Math.abs(x) <= LARGEST_ANGLE)) {
      return Math.abs(x) <= Float.MAX_VALUE ? huge(x, quarters) : Float.NaN;
    }
    float k = quarter(x);
    float leading = leading(x, k);
    float r = remainder(leading, k);
    float rest = correction(leading, k, r);
    int turn = (int) k + quarters;
    float y = (turn & 1) == 0 ? sine(r, rest) : cosine(r, rest);
    return (turn & 2) == 0 ? y : -y;
  }

  /** The whole number k of quarter turns nearest to x. */
  public static float quarter(float x) {
    return (x * TWO_OVER_PI + Polynomials.ROUNDER) - Polynomials.ROUNDER;
  }

  /** x less the leading part of k·π/2, which is exact. */
  public static float leading(float x, float k) {
    return Fma.fma(-k, HALF_PI_0, x);
  }

  /**
   * r = x − k·π/2, rounded.
   *
   * @param leading the result of {@link #leading}
   */
  public static float remainder(float leading, float k) {
    return leading - k * HALF_PI_1;
  }

  /** x − k·π/2 − r. */
  public static float correction(float leading, float k, float r) {
    float product = k * HALF_PI_1;
    float part = leading - r;
    float lost = (leading - (r + part)) + (part - product);
    return Fma.fma(-k, HALF_PI_2, lost - Fma.fma(k, HALF_PI_1, -product));
  }

  /** sin(r + rest) for |r| up to about π/4. */
  public static float sine(float r, float rest) {
    float z = r * r;
    float p = Fma.fma(2.7846281e-6f, z, -1.9848876e-4f);
    p = Fma.fma(p, z, 8.333371e-3f);
    p = Fma.fma(p, z, -0.16666667f);
    return r + Fma.fma(r * z, p, rest);
  }

  /** cos(r + rest) for |r| up to about π/4. */
  public static float cosine(float r, float rest) {
    float z = r * r;
    float zRest = Fma.fma(r, r, -z);
    float p = Fma.fma(2.437476e-5f, z, -1.3886783e-3f);
    p = Fma.fma(p, z, 4.1666634e-2f);
    float half = -0.5f * z;
    float sum = 1f + half;
    float low = Fma.fma(-0.5f, zRest, half - (sum - 1f));
    return sum + Fma.fma(z * z, p, Fma.fma(-r, rest, low));
  }

  /** sin(x + quarters·π/2) for a large x, in integers and doubles. */
  private static float huge(float x, int quarters) {
    int bits = Float.floatToRawIntBits(Math.abs(x));
    long mantissa = ((bits & 0x7FFFFFL) | 0x800000L) << ((bits >> 23) & 7);
    int word = (bits >> 26) & 15;
    long high = (mantissa * TWO_OVER_PI_BITS[word]) << 32;
    long middle = mantissa * TWO_OVER_PI_BITS[word + 4];
    long low = (mantissa * TWO_OVER_PI_BITS[word + 8]) >>> 32;
    long turns = (high | low) + middle;
    long k = (turns + (1L << 61)) >>> 62;
    double r = (turns - (k << 62)) * 0x1.921fb54442d18p-62;
    // sin is odd and cos is even
    boolean negative = x < 0f && quarters == 0;
    int turn = (int) k + quarters + (negative ? 2 : 0);
    double y = (turn & 1) == 0 ? sine(r) : cosine(r);
    return (float) ((turn & 2) == 0 ? y : -y);
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
}
