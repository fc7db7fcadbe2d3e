package dev.cotangent.core.math;

/**
 * Transcendental functions as fixed sequences of operations, so that every kernel set, JDK and
 * processor gives the same bits.
 *
 * <p>Each method is a fixed sequence of IEEE operations and {@link Fma#fma}. Vector code repeats
 * the sequence lane by lane and reads its constants from here. A NaN argument gives NaN.
 *
 * <p>The errors stated are the largest found over all floats of size 2⁻²⁷ to 2⁹ and every 64th of
 * the others, compared with functions in double: relative for normal results, in units of {@link
 * Float#MIN_VALUE} for subnormal ones.
 */
public final class Polynomials {

  /** log₂ e. */
  public static final float LOG2_E = 1.44269504f;

  /** 1.5·2²³: adding it leaves a float's integer part in its low bits. */
  public static final float ROUNDER = 12582912f;

  /** The bits of {@link #ROUNDER}. */
  public static final int ROUNDER_BITS = 0x4B400000;

  /** The leading bits of ln 2, few enough that small multiples of it are exact. */
  public static final float LN2_HIGH = 0.693359375f;

  /** ln 2 − {@link #LN2_HIGH}. */
  public static final float LN2_LOW = -2.12194440e-4f;

  /** ln 2, rounded. */
  public static final float LN2 = 0.6931472f;

  /** ln 2 − {@link #LN2}. */
  public static final float LN2_REST = -1.9046542e-9f;

  /** e^x is infinite above this. */
  public static final float EXP_MAX = 89f;

  /** e^x is 0 below this. */
  public static final float EXP_MIN = -104f;

  /** Coefficients of q in e^r = 1 + r + r²·q(r), |r| ≤ ln(2)/2, highest power first. */
  public static final float EXP_0 = 1.3821289e-3f;

  public static final float EXP_1 = 8.368669e-3f;
  public static final float EXP_2 = 4.166826e-2f;
  public static final float EXP_3 = 0.16666521f;
  public static final float EXP_4 = 0.49999994f;

  /** Scales a subnormal argument of the logarithm into the normal range: 2²³. */
  public static final float LOG_SCALE = 8388608f;

  /** The exponent of {@link #LOG_SCALE}. */
  public static final float LOG_SCALE_EXPONENT = 23f;

  /** The bits of √½, the lower end of the range of the logarithm's mantissa. */
  public static final int SQRT_HALF_BITS = 0x3F3504F3;

  /** Coefficients of p in ln(1+f) = f − f²/2 + f³·p(f), highest power first. */
  public static final float LOG_0 = 7.0376836292e-2f;

  public static final float LOG_1 = -1.1514610310e-1f;
  public static final float LOG_2 = 1.1676998740e-1f;
  public static final float LOG_3 = -1.2420140846e-1f;
  public static final float LOG_4 = 1.4249322787e-1f;
  public static final float LOG_5 = -1.6668057665e-1f;
  public static final float LOG_6 = 2.0000714765e-1f;
  public static final float LOG_7 = -2.4999993993e-1f;
  public static final float LOG_8 = 3.3333331174e-1f;

  /** tanh x is a polynomial for |x| below this, and a quotient of exponentials above. */
  public static final float TANH_SMALL = 0.625f;

  /** Coefficients of p in tanh x = x + x³·p(x²), highest power first. */
  public static final float TANH_0 = -5.70498872745e-3f;

  public static final float TANH_1 = 2.06390887954e-2f;
  public static final float TANH_2 = -5.37397155531e-2f;
  public static final float TANH_3 = 1.33314422036e-1f;
  public static final float TANH_4 = -3.33332819422e-1f;

  private Polynomials() {}

  /**
   * e^x with gradual underflow: 0 below about −103.97, infinite above about 88.72.
   *
   * <p>x = n·ln 2 + r; the power of two is applied in two halves, so that a subnormal result is
   * rounded once.
   *
   * <p>Error 7.7e-8; 0.86 units.
   */
  public static float exp(float x) {
    return exp(x, 0f);
  }

  /** e^(x + rest), for a rest that x lost when it was rounded. */
  public static float exp(float x, float rest) {
    if (x > EXP_MAX) {
      return Float.POSITIVE_INFINITY;
    }
    if (x < EXP_MIN) {
      return 0f;
    }
    float t = Fma.fma(x, LOG2_E, ROUNDER);
    float n = t - ROUNDER;
    float p = expNearZero(Fma.fma(n, -LN2_REST, Fma.fma(n, -LN2, x) + rest));
    int exponent = Float.floatToRawIntBits(t) - ROUNDER_BITS;
    int half = exponent >> 1;
    float first = Float.intBitsToFloat((half << 23) + 0x3F800000);
    float second = Float.intBitsToFloat(((exponent - half) << 23) + 0x3F800000);
    return p * first * second;
  }

  /** e^r for |r| ≤ ln(2)/2. */
  public static float expNearZero(float r) {
    float q = Fma.fma(EXP_0, r, EXP_1);
    q = Fma.fma(q, r, EXP_2);
    q = Fma.fma(q, r, EXP_3);
    q = Fma.fma(q, r, EXP_4);
    q = Fma.fma(q, r, 1f);
    return Fma.fma(q, r, 1f);
  }

  /**
   * ln x; −∞ at ±0, NaN for negative x.
   *
   * <p>Error 8.2e-8.
   */
  public static float log(float x) {
    if (!(x > 0f)) {
      return x == 0f ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    if (x == Float.POSITIVE_INFINITY) {
      return x;
    }
    boolean subnormal = x < Float.MIN_NORMAL;
    int bits = Float.floatToRawIntBits(subnormal ? x * LOG_SCALE : x);
    int exponent = (bits - SQRT_HALF_BITS) >> 23;
    float f = Float.intBitsToFloat(bits - (exponent << 23)) - 1f;
    float n = Float.intBitsToFloat(exponent + ROUNDER_BITS) - ROUNDER;
    n = n - (subnormal ? LOG_SCALE_EXPONENT : 0f);
    float p = Fma.fma(LOG_0, f, LOG_1);
    p = Fma.fma(p, f, LOG_2);
    p = Fma.fma(p, f, LOG_3);
    p = Fma.fma(p, f, LOG_4);
    p = Fma.fma(p, f, LOG_5);
    p = Fma.fma(p, f, LOG_6);
    p = Fma.fma(p, f, LOG_7);
    p = Fma.fma(p, f, LOG_8);
    float z = f * f;
    float y = Fma.fma(n, LN2_LOW, p * (f * z));
    y = Fma.fma(z, -0.5f, y);
    return Fma.fma(n, LN2_HIGH, f + y);
  }

  /**
   * 1 / (1 + e^−x), computed from e^−|x|, so that small results are also accurate.
   *
   * <p>Error 1.8e-7; 0.86 units.
   */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    return (x < 0f ? e : 1f) / (1f + e);
  }

  /**
   * tanh x; exactly odd.
   *
   * <p>Error 1.5e-7.
   */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float y;
    if (a < TANH_SMALL) {
      float z = a * a;
      float p = Fma.fma(TANH_0, z, TANH_1);
      p = Fma.fma(p, z, TANH_2);
      p = Fma.fma(p, z, TANH_3);
      p = Fma.fma(p, z, TANH_4);
      y = Fma.fma(a * z, p, a);
    } else {
      y = 1f - 2f / (exp(a + a) + 1f);
    }
    int sign = Float.floatToRawIntBits(x) & 0x80000000;
    return Float.intBitsToFloat(Float.floatToRawIntBits(y) | sign);
  }

  /**
   * σ(x)·σ(−x), the derivative of the sigmoid at x, with full relative accuracy far from 0.
   *
   * <p>Error 2.9e-7; 0.86 units.
   */
  public static float sigmoidGrad(float x) {
    return gateGrad(x, 1f, 1f);
  }

  /**
   * 4·σ(2x)·σ(−2x), the derivative of tanh at x, with full relative accuracy far from 0.
   *
   * <p>Error 3.0e-7; 2.4 units.
   */
  public static float tanhGrad(float x) {
    return gateGrad(x, 2f, 4f);
  }

  /**
   * peak·σ(steepness·x)·σ(−steepness·x), for powers of two: peak·e / (1+e)² with e =
   * e^−|steepness·x|.
   */
  static float gateGrad(float x, float steepness, float peak) {
    float e = exp(-Math.abs(x * steepness));
    float d = 1f + e;
    return peak * e / (d * d);
  }
}
