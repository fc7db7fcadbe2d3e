package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Exponentials;
import dev.cotangent.core.math.Fma;
import dev.cotangent.core.math.Polynomials;

/**
 * Loops for functions made of exponentials, with the bits of {@link Polynomials} and {@link
 * Exponentials}. C2 vectorises a loop only while its body has fewer than about fifty operations, so
 * most functions take several.
 */
final class ExpLoops {

  /** Lies above the arguments whose exponential is finite. */
  private static final float MAX = 89.5f;

  private ExpLoops() {}

  /** y = e^y. */
  static void exp(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(Math.min(y[i], MAX), Polynomials.EXP_MIN);
      float k = Exponentials.multiple(x);
      float r = Fma.fma(k, -Polynomials.LN2_REST, Fma.fma(k, -Polynomials.LN2, x));
      y[i] = scaled(Polynomials.expNearZero(r), k);
    }
  }

  /** y = e^(y + rest). */
  static void exp(float[] y, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float x = Math.max(Math.min(y[i], MAX), Polynomials.EXP_MIN);
      float k = Exponentials.multiple(x);
      float leading = Fma.fma(k, -Polynomials.LN2, x) + rest[i];
      float r = Fma.fma(k, -Polynomials.LN2_REST, leading);
      y[i] = scaled(Polynomials.expNearZero(r), k);
    }
  }

  /** p·2^k, in two steps. */
  private static float scaled(float p, float k) {
    float h = Arithmetic.half(k);
    float first = Arithmetic.power(h);
    return p * first * (first + first * (k - 2f * h));
  }

  /** y = −steepness·|x|. */
  static void negativeSize(float[] x, float steepness, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -Math.abs(x[i] * steepness);
    }
  }

  /** y = σ(x) from e = e^−|x|. */
  static void sigmoid(float[] x, float[] e, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float upper = 0.5f * Arithmetic.sign(x[i]) + 0.5f;
      y[i] = (e[i] * (1f - upper) + upper) / (1f + e[i]);
    }
  }

  /** y = b·peak·e/(1 + e)². */
  static void slope(float[] e, float[] b, float peak, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float d = 1f + e[i];
      y[i] = b[i] * (peak * e[i] / (d * d));
    }
  }

  /** y = |x| + |x|. */
  static void twice(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(x[i]) + Math.abs(x[i]);
    }
  }

  /** y = tanh x from e = e^2|x|. */
  static void tanh(float[] x, float[] e, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float large = 1f - 2f / (e[i] + 1f);
      float a = Math.min(Math.abs(x[i]), Polynomials.TANH_SMALL);
      float z = a * a;
      float p = Fma.fma(Polynomials.TANH_0, z, Polynomials.TANH_1);
      p = Fma.fma(p, z, Polynomials.TANH_2);
      p = Fma.fma(p, z, Polynomials.TANH_3);
      p = Fma.fma(p, z, Polynomials.TANH_4);
      float small = Fma.fma(a * z, p, a);
      float isLarge = Math.max(0f, (a - Polynomials.TANH_SMALL) * 0x1p24f + 1f);
      y[i] = Arithmetic.select(isLarge, large, small) * Arithmetic.sign(x[i]);
    }
  }

  /** y = max(x, 0) + ln(1 + e). */
  static void softplus(float[] x, float[] e, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Exponentials.softplus(x[i], e[i]);
    }
  }

  /** The parts of x = k·ln 2 + r: k − 1, the rounded r and e^r − 1 − r. */
  static void reduce(float[] x, float[] k, float[] r, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float c = Math.max(Math.min(x[i], Exponentials.EXPM1_MAX), Exponentials.EXPM1_MIN);
      float multiple = Exponentials.multiple(c);
      float reduced = Fma.fma(multiple, -Polynomials.LN2_HIGH, c);
      float rounded = reduced - multiple * Polynomials.LN2_LOW;
      k[i] = multiple - 1f;
      r[i] = rounded;
      rest[i] = Exponentials.beyondLinear(rounded, reduced, multiple);
    }
  }

  /** y = 2^y for whole numbers from −152 to 128. */
  static void powers(float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float h = Arithmetic.half(y[i]);
      float first = Arithmetic.power(h);
      y[i] = first * (first + first * (y[i] - 2f * h));
    }
  }

  /** |e^x − 1| in place of the rest, from the parts of x. */
  static void expm1(float[] power, float[] r, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      rest[i] = Math.abs(Exponentials.expm1(power[i], r[i], rest[i]));
    }
  }

  /** Replaces the results of arguments so small that they are their own result, ±0 included. */
  static void tinyExpm1s(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      if (Math.abs(x[i]) < Exponentials.EXPM1_TINY) {
        y[i] = x[i];
      }
    }
  }

  /** y = size with the sign of x. */
  static void signed(float[] x, float[] size, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = size[i] * Arithmetic.sign(x[i]);
    }
  }
}
