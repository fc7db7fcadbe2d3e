package dev.cotangent.core.math;

/**
 * The error function and the normal distribution of floats, as fixed sequences of operations.
 *
 * <p>The pieces are public because the loops of the kernel sets repeat the sequence and share them.
 */
public final class ErrorFunctions {

  /** erf x rounds to ±1 from here on. */
  public static final float ERF_MAX = 4f;

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

  private static final float ERFC_CENTRE = 2.5f;

  private ErrorFunctions() {}

  /**
   * erf x; exactly odd.
   *
   * <p>Error 1.004 units in the last place.
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

  /** erf a for a from 1 on; not negative for any a. */
  public static float erfLarge(float a) {
    float u = Math.min(a, ERF_MAX) - ERFC_CENTRE;
    float p = Fma.fma(3.4917394e-07f, u, -8.875533e-07f);
    p = Fma.fma(p, u, -3.4463785e-06f);
    p = Fma.fma(p, u, 1.5700056e-05f);
    p = Fma.fma(p, u, -7.805661e-06f);
    p = Fma.fma(p, u, -8.10446e-05f);
    p = Fma.fma(p, u, 0.00025349876f);
    p = Fma.fma(p, u, -0.00025881027f);
    p = Fma.fma(p, u, -0.00054459315f);
    p = Fma.fma(p, u, 0.0027976134f);
    p = Fma.fma(p, u, -0.006116564f);
    p = Fma.fma(p, u, 0.008622584f);
    p = Fma.fma(p, u, -0.008350216f);
    p = Fma.fma(p, u, 0.0054456913f);
    p = Fma.fma(p, u, -0.0021782783f);
    p = Fma.fma(p, u, 0.0004069523f);
    return Math.abs(1f - p);
  }

  /**
   * Φ(x), also accurate in its lower tail.
   *
   * <p>Error 4.5 units in the last place; 1.5 units of {@link Float#MIN_VALUE} where the result is
   * subnormal.
   */
  public static float normalCdf(float x) {
    float a = Math.min(Math.abs(x), CDF_MAX);
    float tail = tail(a, Polynomials.exp(-halfSquare(a)));
    return x < 0f ? tail : 1f - tail;
  }

  /** a²/2, rounded. */
  public static float halfSquare(float a) {
    return 0.5f * a * a;
  }

  /**
   * 1 − Φ(a) for a from 0 to {@link #CDF_MAX}: e^(−a²/2)·p((a − 3)/(a + 3))/(a + 1). Corrects the
   * rounding error of a²/2, which the exponential would magnify.
   *
   * @param e the exponential of −{@link #halfSquare}
   */
  public static float tail(float a, float e) {
    float half = 0.5f * a;
    float lost = Fma.fma(half, a, -(half * a));
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
    return Fma.fma(e, -lost, e) * (p / (a + 1f));
  }
}
