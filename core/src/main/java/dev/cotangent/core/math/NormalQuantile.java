package dev.cotangent.core.math;

/**
 * The quantile Φ⁻¹ of the standard normal distribution at u = (b + ½)·2⁻³² for 32 bits b, as a
 * fixed sequence of operations.
 *
 * <p>With x = 2u − 1 and w = −ln(1 − x²) it is x·p(w) if w &lt; 5 (all but 0.3 % of the bits), else
 * x·q(√w). 1 − x² is computed as 4t(1 − t), where t is the smaller of u and 1 − u, to keep its
 * relative accuracy in the tails. The form is that of M. Giles, <i>Approximating the erfinv
 * function</i>, GPU Computing Gems 2, 2011; the coefficients are our own minimax fit of the
 * relative error over the range of 32 bits.
 *
 * <p>Relative error 4e-7, over every 1,009th value of the bits, compared with {@link StrictMath} in
 * double.
 */
public final class NormalQuantile {

  private static final float CENTRE_BELOW = 5f;
  private static final float CENTRE = 2.5f;
  private static final float TAIL = 3.5f;

  private NormalQuantile() {}

  /** x = 2u − 1, rounded to float. */
  public static float centred(long bits) {
    return (2 * bits - 0xFFFFFFFFL) * 0x1p-32f;
  }

  /** 1 − x² = 4t(1 − t), in (0, 1]. */
  public static float complement(long bits) {
    long smaller = Math.min(bits, 0xFFFFFFFFL - bits);
    float t = (2 * smaller + 1) * 0x1p-33f;
    return 4f * t * (1f - t);
  }

  /**
   * The quantile.
   *
   * @param x the result of {@link #centred}
   * @param log the logarithm of {@link #complement}
   */
  public static float of(float x, float log) {
    return log > -CENTRE_BELOW
        ? x * centre(-log - CENTRE)
        : x * tail((float) Math.sqrt(-log) - TAIL);
  }

  private static float centre(float w) {
    float p = Fma.fma(-1.2432431e-8f, w, 3.2855922e-8f);
    p = Fma.fma(p, w, 6.5926486e-7f);
    p = Fma.fma(p, w, -4.897004e-6f);
    p = Fma.fma(p, w, -7.0192336e-6f);
    p = Fma.fma(p, w, 3.0878567e-4f);
    p = Fma.fma(p, w, -1.7716446e-3f);
    p = Fma.fma(p, w, -5.907717e-3f);
    p = Fma.fma(p, w, 0.34880203f);
    return Fma.fma(p, w, 2.1233134f);
  }

  private static float tail(float s) {
    float p = Fma.fma(5.461486e-5f, s, 2.0672791e-5f);
    p = Fma.fma(p, s, -4.354126e-4f);
    p = Fma.fma(p, s, 7.303731e-4f);
    p = Fma.fma(p, s, -8.6354848e-4f);
    p = Fma.fma(p, s, 1.4824974e-3f);
    p = Fma.fma(p, s, -2.9513463e-3f);
    p = Fma.fma(p, s, 4.6457229e-3f);
    p = Fma.fma(p, s, 1.4246379f);
    return Fma.fma(p, s, 4.7170887f);
  }
}
