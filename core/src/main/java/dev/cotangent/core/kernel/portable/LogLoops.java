package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Exponentials;
import dev.cotangent.core.math.Fma;
import dev.cotangent.core.math.Logarithms;
import dev.cotangent.core.math.Polynomials;

/**
 * Loops for logarithms and powers, with the bits of {@link Polynomials} and {@link Logarithms}; the
 * last loop of each treats the elements that are special cases.
 */
final class LogLoops {

  private LogLoops() {}

  /** y = ln x from x = 2^k·m; k comes with {@link Polynomials#ROUNDER} added. */
  static void log(float[] m, float[] k, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float f = m[i] - 1f;
      float p = Fma.fma(Polynomials.LOG_0, f, Polynomials.LOG_1);
      p = Fma.fma(p, f, Polynomials.LOG_2);
      p = Fma.fma(p, f, Polynomials.LOG_3);
      p = Fma.fma(p, f, Polynomials.LOG_4);
      p = Fma.fma(p, f, Polynomials.LOG_5);
      p = Fma.fma(p, f, Polynomials.LOG_6);
      p = Fma.fma(p, f, Polynomials.LOG_7);
      p = Fma.fma(p, f, Polynomials.LOG_8);
      float z = f * f;
      float w = k[i] - Polynomials.ROUNDER;
      float low = Fma.fma(w, Polynomials.LN2_LOW, p * (f * z));
      low = Fma.fma(z, -0.5f, low);
      y[i] = Fma.fma(w, Polynomials.LN2_HIGH, f + low);
    }
  }

  /** Replaces the logarithms of elements that are not normal, positive and finite. */
  static void specialLogs(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      if (!(x[i] >= Float.MIN_NORMAL && x[i] <= Float.MAX_VALUE)) {
        y[i] = Polynomials.log(x[i]);
      }
    }
  }

  /** u = 1 + x. */
  static void successor(float[] x, float[] u, int n) {
    for (int i = 0; i < n; i++) {
      u[i] = 1f + x[i];
    }
  }

  /** The exact sum 1 + x = 2^k·(1 + f + rest), with f in place of m and the rest of u = 2^k·m. */
  static void fractions(float[] x, float[] u, float[] m, int n) {
    for (int i = 0; i < n; i++) {
      float lost = Logarithms.lost(x[i], u[i]) * (m[i] / u[i]);
      float whole = m[i] - 1f;
      float f = whole + lost;
      m[i] = f;
      u[i] = lost - (f - whole);
    }
  }

  /** y = ln(1 + f + rest) + k·ln 2. */
  static void log1p(float[] f, float[] rest, float[] k, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Logarithms.log(f[i], rest[i], k[i] - Polynomials.ROUNDER);
    }
  }

  /** Replaces the results of ±0 and of elements that are not between −1 and infinity. */
  static void specialLog1ps(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      if (x[i] == 0f || !(x[i] > -1f && x[i] <= Float.MAX_VALUE)) {
        y[i] = Logarithms.log1p(x[i]);
      }
    }
  }

  /** Puts 1 for bases and exponents that need a special case, so that their loops stay fast. */
  static boolean hidePlainless(float[] a, float[] b, float[] base, int n) {
    boolean plain = true;
    for (int i = 0; i < n; i++) {
      boolean ordinary = Logarithms.isPlain(a[i], b[i]);
      base[i] = ordinary ? a[i] : 1f;
      plain &= ordinary;
    }
    return plain;
  }

  /** t = (m − 1)/(m + 1), k less its rounder, and the rest of t. */
  static void ratios(float[] m, float[] k, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float t = Logarithms.ratio(m[i]);
      rest[i] = Logarithms.ratioRest(m[i], t);
      m[i] = t;
      k[i] = k[i] - Polynomials.ROUNDER;
    }
  }

  /** The low part of ln(2^k·m) in place of the rest of t. */
  static void lows(float[] t, float[] k, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      rest[i] = Logarithms.logLow(t[i], rest[i], k[i]);
    }
  }

  /** b·ln a as x in place of t, and its rest in place of the low part. */
  static void products(float[] t, float[] k, float[] low, float[] b, int n) {
    for (int i = 0; i < n; i++) {
      float high = Logarithms.logHigh(t[i], k[i]);
      float x = Logarithms.product(high, b[i]);
      low[i] = Logarithms.productRest(high, low[i], b[i], x);
      t[i] = x;
    }
  }

  /** The multiple k of ln 2 in x. */
  static void multiples(float[] x, float[] k, int n) {
    for (int i = 0; i < n; i++) {
      k[i] = Exponentials.multiple(x[i]);
    }
  }

  /** y = e^(x + rest − k·ln 2). */
  static void powers(float[] x, float[] rest, float[] k, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Logarithms.fraction(x[i], rest[i], k[i]);
    }
  }

  /** y = y·2^k, in two steps. */
  static void scale(float[] k, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float h = Arithmetic.half(k[i]);
      float first = Arithmetic.power(h);
      y[i] = y[i] * first * (first + first * (k[i] - 2f * h));
    }
  }

  /** Replaces the powers that are special cases. */
  static void specialPowers(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      if (!Logarithms.isPlain(a[i], b[i])) {
        y[i] = Logarithms.pow(a[i], b[i]);
      }
    }
  }
}
