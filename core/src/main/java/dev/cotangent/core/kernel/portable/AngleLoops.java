package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Circular;

/** Loops for sine and cosine, with the bits of {@link Circular}. */
final class AngleLoops {

  private AngleLoops() {}

  /** The parts of x = k·π/2 + r + rest. */
  static void reduce(float[] x, float[] k, float[] r, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      float turns = Circular.quarter(x[i]);
      float leading = Circular.leading(x[i], turns);
      float remainder = Circular.remainder(leading, turns);
      k[i] = turns;
      r[i] = remainder;
      rest[i] = Circular.correction(leading, turns, remainder);
    }
  }

  /** y = sin(r + rest). */
  static void sines(float[] r, float[] rest, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Circular.sine(r[i], rest[i]);
    }
  }

  /** cos(r + rest) in place of the rest. */
  static void cosines(float[] r, float[] rest, int n) {
    for (int i = 0; i < n; i++) {
      rest[i] = Circular.cosine(r[i], rest[i]);
    }
  }

  /** The sine of an angle k + quarters quarter turns larger, in place of the sine. */
  static void turn(float[] k, float quarters, float[] cosine, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float turn = k[i] + quarters;
      float pairs = Arithmetic.half(turn);
      float odd = turn - 2f * pairs;
      float negative = pairs - 2f * Arithmetic.half(pairs);
      y[i] = Arithmetic.select(odd, cosine[i], y[i]) * (1f - 2f * negative);
    }
  }

  /** Replaces the sines of ±0 and of large angles. */
  static void specialSines(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float size = Math.abs(x[i]);
      if (!(size > 0f && size <= Circular.LARGEST_ANGLE)) {
        y[i] = Circular.sin(x[i]);
      }
    }
  }

  /** Replaces the cosines of large angles. */
  static void specialCosines(float[] x, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      if (!(Math.abs(x[i]) <= Circular.LARGEST_ANGLE)) {
        y[i] = Circular.cos(x[i]);
      }
    }
  }
}
