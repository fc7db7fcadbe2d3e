package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.ErrorFunctions;

/** Loops for erf and the normal distribution, with the bits of {@link ErrorFunctions}. */
final class ErrorLoops {

  private ErrorLoops() {}

  /** s = x from −1 to 1, and y = erf s. */
  static void smallErf(float[] x, float[] s, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float limited = Math.max(-1f, Math.min(x[i], 1f));
      s[i] = limited;
      y[i] = ErrorFunctions.erfSmall(limited);
    }
  }

  /** y = erf x where |s| is 1. */
  static void erf(float[] x, float[] s, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float large = s[i] * ErrorFunctions.erfLarge(Math.abs(x[i]));
      y[i] = Arithmetic.select(Arithmetic.reachesOne(Math.abs(s[i])), large, y[i]);
    }
  }

  /** y + rest = −a²/2 for a = |x|, limited. */
  static void exponents(float[] x, float[] y, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float a = Math.min(Math.abs(x[i]), ErrorFunctions.CDF_MAX);
      float square = ErrorFunctions.halfSquare(a);
      y[i] = -square;
      rest[i] = -ErrorFunctions.lost(a, square);
    }
  }

  /** e = Φ(−|x|) from e, the exponential of {@link #exponents}. */
  static void tail(float[] x, float[] e, int n) {
    for (int i = 0; i < n; i++) {
      e[i] = ErrorFunctions.tail(Math.min(Math.abs(x[i]), ErrorFunctions.CDF_MAX), e[i]);
    }
  }

  /** y = Φ(x) from the tail. */
  static void normalCdf(float[] x, float[] tail, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float sign = Arithmetic.sign(x[i]);
      y[i] = (0.5f * sign + 0.5f) - sign * tail[i];
    }
  }
}
