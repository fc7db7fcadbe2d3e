package dev.cotangent.core.math;

/**
 * ln(1 + x) and powers of floats, as fixed sequences of operations.
 *
 * <p>The pieces are public because the loops of the kernel sets repeat the sequence and share them.
 */
public final class Logarithms {

  /** The bits of 1f. */
  private static final int ONE_BITS = 0x3F800000;

  /** ⅔ as the sum of two floats. */
  private static final float TWO_THIRDS = 0.6666667f;

  private static final float TWO_THIRDS_REST = -1.986821e-8f;

  private Logarithms() {}

  /** The whole n of x = 2^n·m with m from √½ to √2, for a normal positive x given by its bits. */
  public static int exponent(int bits) {
    return (bits - Polynomials.SQRT_HALF_BITS) >> 23;
  }

  /**
   * ln(1 + x); −∞ at −1, NaN below.
   *
   * <p>Error 0.83 units in the last place.
   */
  public static float log1p(float x) {
    if (x == 0f || x == Float.POSITIVE_INFINITY) {
      return x;
    }
    if (!(x > -1f)) {
      return x == -1f ? Float.NEGATIVE_INFINITY : Float.NaN;
    }
    float u = 1f + x;
    int bits = Float.floatToRawIntBits(u);
    int n = exponent(bits);
    return log1p(x, u, Float.intBitsToFloat(bits - (n << 23)), n);
  }

  /**
   * ln(1 + x) from the rounded sum u = 1 + x = 2^n·m. The rounding error of u, scaled like m, is
   * added to m − 1; where n is 0 this gives x itself.
   */
  public static float log1p(float x, float u, float m, float n) {
    float lost = lost(x, u) * (m / u);
    float whole = m - 1f;
    float f = whole + lost;
    return log(f, lost - (f - whole), n);
  }

  /** 1 + x − u, for the rounded sum u. */
  public static float lost(float x, float u) {
    float one = u - x;
    return (x - (u - one)) + (1f - one);
  }

  /**
   * ln(1 + f) + n·ln 2 + rest·(1 − f) for a tiny rest; without it, the sequence of {@link
   * Polynomials#log}.
   */
  public static float log(float f, float rest, float n) {
    float p = Fma.fma(Polynomials.LOG_0, f, Polynomials.LOG_1);
    p = Fma.fma(p, f, Polynomials.LOG_2);
    p = Fma.fma(p, f, Polynomials.LOG_3);
    p = Fma.fma(p, f, Polynomials.LOG_4);
    p = Fma.fma(p, f, Polynomials.LOG_5);
    p = Fma.fma(p, f, Polynomials.LOG_6);
    p = Fma.fma(p, f, Polynomials.LOG_7);
    p = Fma.fma(p, f, Polynomials.LOG_8);
    float z = f * f;
    float y = Fma.fma(n, Polynomials.LN2_LOW, p * (f * z));
    y = Fma.fma(z, -0.5f, y) + Fma.fma(-rest, f, rest);
    return Fma.fma(n, Polynomials.LN2_HIGH, f + y);
  }

  /** Whether a power needs no special case: a positive, normal and finite base, a finite b. */
  public static boolean isPlain(float a, float b) {
    return a >= Float.MIN_NORMAL && a <= Float.MAX_VALUE && Math.abs(b) <= Float.MAX_VALUE;
  }

  /**
   * a to the power b, with the special cases of {@link StrictMath#pow}.
   *
   * <p>The logarithm is the sum of two floats, so that the error is 0.8 units in the last place.
   */
  public static float pow(float a, float b) {
    if (isPlain(a, b)) {
      return plainPower(a, 0f, b);
    }
    if (b == 0f) {
      return 1f;
    }
    float base = Math.abs(a);
    float magnitude;
    if (isPlain(base, b)) {
      magnitude = plainPower(base, 0f, b);
    } else if (base > 0f && base < Float.MIN_NORMAL && Math.abs(b) <= Float.MAX_VALUE) {
      magnitude = plainPower(base * Polynomials.LOG_SCALE, -Polynomials.LOG_SCALE_EXPONENT, b);
    } else {
      magnitude = (float) StrictMath.pow(base, b);
    }
    return signed(a, b, magnitude);
  }

  private static float signed(float a, float b, float magnitude) {
    if (Float.floatToRawIntBits(a) >= 0 || Float.isNaN(a)) {
      return magnitude;
    }
    boolean whole = b == Math.rint(b);
    boolean odd = whole && Math.abs(b) < 1 << 24 && ((int) b & 1) != 0;
    boolean defined = whole || a == 0f || a == Float.NEGATIVE_INFINITY;
    return defined ? odd ? -magnitude : magnitude : Float.NaN;
  }

  /** (2^scale·a)^b for a normal a. */
  private static float plainPower(float a, float scale, float b) {
    int bits = Float.floatToRawIntBits(a);
    int exponent = exponent(bits);
    float m = Float.intBitsToFloat(bits - (exponent << 23));
    float n = exponent + scale;
    float t = ratio(m);
    float high = logHigh(t, n);
    float low = logLow(t, ratioRest(m, t), n);
    float x = product(high, b);
    return exp(x, productRest(high, low, b, x));
  }

  /** t = (m − 1)/(m + 1). */
  public static float ratio(float m) {
    return (m - 1f) / (m + 1f);
  }

  /** (m − 1)/(m + 1) − t. */
  public static float ratioRest(float m, float t) {
    float d = m + 1f;
    float lost = m - (d - 1f);
    return Fma.fma(-t, lost, Fma.fma(-t, d, m - 1f)) / d;
  }

  /** The rounded n·ln 2 + 2t + ⅔t³, the leading part of ln(2^n·m). */
  public static float logHigh(float t, float n) {
    return Fma.fma(n, Polynomials.LN2_HIGH, t + t) + cube(t) * TWO_THIRDS;
  }

  private static float cube(float t) {
    return t * t * t;
  }

  /** ln(2^n·m) − {@link #logHigh}. */
  public static float logLow(float t, float rest, float n) {
    float two = t + t;
    float whole = n * Polynomials.LN2_HIGH;
    float first = Fma.fma(n, Polynomials.LN2_HIGH, two);
    float lost = two - (first - whole);
    float z = t * t;
    float zRest = Fma.fma(t, t, -z);
    float w = z * t;
    float wRest = Fma.fma(z, t, -w) + Fma.fma(zRest, t, 3f * z * rest);
    float h = w * TWO_THIRDS;
    float hRest = Fma.fma(w, TWO_THIRDS, -h) + Fma.fma(wRest, TWO_THIRDS, w * TWO_THIRDS_REST);
    float sum = first + h;
    lost = lost + (h - (sum - first));
    float q = Fma.fma(0.23420992f, z, 0.28547058f);
    q = Fma.fma(q, z, 0.40000153f);
    float end = Fma.fma(w * z, q, Fma.fma(2f, rest, hRest));
    return lost + Fma.fma(n, Polynomials.LN2_LOW, end);
  }

  /** The rounded product b·high, limited to where its exponential is neither 0 nor infinite. */
  public static float product(float high, float b) {
    return Math.max(Math.min(high * b, 90f), -105f);
  }

  /** The rest of b·(high + low) − x, limited like {@link #product}. */
  public static float productRest(float high, float low, float b, float x) {
    return Math.max(Math.min(Fma.fma(high, b, -x) + low * b, 1f), -1f);
  }

  /** e^(x + rest). */
  public static float exp(float x, float rest) {
    float n = Exponentials.multiple(x);
    int half = (int) n >> 1;
    float first = Float.intBitsToFloat((half << 23) + ONE_BITS);
    float second = Float.intBitsToFloat((((int) n - half) << 23) + ONE_BITS);
    return fraction(x, rest, n) * first * second;
  }

  /** e^(x + rest − n·ln 2), whose leading terms are added without loss. */
  public static float fraction(float x, float rest, float n) {
    float leading = Fma.fma(n, -Polynomials.LN2_HIGH, x);
    float part = Fma.fma(n, -Polynomials.LN2_LOW, rest);
    float r = leading + part;
    float q = Fma.fma(1.9875691500e-4f, r, 1.3981999507e-3f);
    q = Fma.fma(q, r, 8.3334519073e-3f);
    q = Fma.fma(q, r, 4.1665795894e-2f);
    q = Fma.fma(q, r, 1.6666665459e-1f);
    q = Fma.fma(q, r, 5.0000001201e-1f);
    float low = Fma.fma(q, r * r, part - (r - leading));
    float sum = 1f + r;
    return sum + ((r - (sum - 1f)) + low);
  }
}
