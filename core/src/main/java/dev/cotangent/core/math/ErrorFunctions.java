package dev.cotangent.core.math;

/**
 * The error function and the normal distribution of floats, as fixed sequences of operations.
 *
 * <p>The pieces are public because the loops of the kernel sets repeat the sequence and share them.
 */
public final class ErrorFunctions {

  /** erf x rounds to ±1 from here on. */
  public static final float ERF_MAX = 3.92f;

  /** The normal distribution's tail is 0 from here on. */
  public static final float CDF_MAX = 15f;

  // the polynomial in the tail, from its highest power
  public static final float TAIL_0 = 3.3643573e-5f;
  public static final float TAIL_1 = 1.0600919e-4f;
  public static final float TAIL_2 = -4.334456e-6f;
  public static final float TAIL_3 = -5.390533e-4f;
  public static final float TAIL_4 = -3.4736397e-4f;
  public static final float TAIL_5 = 3.0203357e-3f;
  public static final float TAIL_6 = 1.1601078e-3f;
  public static final float TAIL_7 = -2.27319e-2f;
  public static final float TAIL_8 = 4.5163877e-2f;
  public static final float TAIL_9 = -1.6432012e-2f;
  public static final float TAIL_10 = -9.652676e-2f;
  public static final float TAIL_11 = 0.4860558f;

  /** The polynomial's centre, where erf happens to be a float almost exactly. */
  private static final float ERF_CENTRE = 2.3496094f;

  private static final float ERF_OF_CENTRE = 0.99910897f;

  private ErrorFunctions() {}

  /**
   * erf x; exactly odd.
   *
   * <p>Error 0.991 units in the last place.
   */
  public static float erf(float x) {
    float a = Math.abs(x);
    return a < 1f ? erfSmall(x) : Math.copySign(erfLarge(a), x);
  }

  /** erf x for |x| up to 1. */
  public static float erfSmall(float x) {
    float z = x * x;
    float p = Fma.fma(-2.1722183e-6f, z, 8.62346e-5f);
    p = Fma.fma(p, z, -8.117626e-4f);
    p = Fma.fma(p, z, 5.195796e-3f);
    p = Fma.fma(p, z, -2.6856495e-2f);
    p = Fma.fma(p, z, 0.112836316f);
    p = Fma.fma(p, z, -0.3761263f);
    p = Fma.fma(p, z, 0.12837917f);
    return Fma.fma(x, p, x);
  }

  /** erf a for a from 1 on; not negative for any a from 0 on. */
  public static float erfLarge(float a) {
    float u = Math.min(a, ERF_MAX) - ERF_CENTRE;
    float p = Fma.fma(3.6203346e-7f, u, -1.6995012e-6f);
    p = Fma.fma(p, u, -8.299893e-7f);
    p = Fma.fma(p, u, 2.0226322e-5f);
    p = Fma.fma(p, u, -4.0668037e-5f);
    p = Fma.fma(p, u, -4.227131e-5f);
    p = Fma.fma(p, u, 3.5254357e-4f);
    p = Fma.fma(p, u, -6.752507e-4f);
    p = Fma.fma(p, u, 4.139045e-6f);
    p = Fma.fma(p, u, 3.1260168e-3f);
    p = Fma.fma(p, u, -8.832571e-3f);
    p = Fma.fma(p, u, 1.4224096e-2f);
    p = Fma.fma(p, u, -1.5119319e-2f);
    p = Fma.fma(p, u, 1.0613476e-2f);
    p = Fma.fma(p, u, -4.5171124e-3f);
    return Fma.fma(-p, u, ERF_OF_CENTRE);
  }

  /**
   * Φ(x), also accurate in its lower tail.
   *
   * <p>Error 3.8 units in the last place; 1.5 units of {@link Float#MIN_VALUE} where the result is
   * subnormal.
   */
  public static float normalCdf(float x) {
    float a = Math.min(Math.abs(x), CDF_MAX);
    float square = halfSquare(a);
    float tail = tail(a, Polynomials.exp(-square, -lost(a, square)));
    return x < 0f ? tail : 1f - tail;
  }

  /** a²/2, rounded. */
  public static float halfSquare(float a) {
    return 0.5f * a * a;
  }

  /**
   * a²/2 − square, for the rounded square: the exponential would magnify this error.
   *
   * @param square {@link #halfSquare}
   */
  public static float lost(float a, float square) {
    return Fma.fma(0.5f * a, a, -square);
  }

  /**
   * 1 − Φ(a) for a from 0 to {@link #CDF_MAX}: e^(−a²/2)·p((a − 3)/(a + 3))/(a + 1).
   *
   * @param e e^(−a²/2)
   */
  public static float tail(float a, float e) {
    float t = (a - 3f) / (a + 3f);
    float p = Fma.fma(TAIL_0, t, TAIL_1);
    p = Fma.fma(p, t, TAIL_2);
    p = Fma.fma(p, t, TAIL_3);
    p = Fma.fma(p, t, TAIL_4);
    p = Fma.fma(p, t, TAIL_5);
    p = Fma.fma(p, t, TAIL_6);
    p = Fma.fma(p, t, TAIL_7);
    p = Fma.fma(p, t, TAIL_8);
    p = Fma.fma(p, t, TAIL_9);
    p = Fma.fma(p, t, TAIL_10);
    p = Fma.fma(p, t, TAIL_11);
    return e * (p / (a + 1f));
  }
}
