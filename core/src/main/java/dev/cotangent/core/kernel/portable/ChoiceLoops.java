package dev.cotangent.core.kernel.portable;

/**
 * Comparisons and selections without branches: the signs of operands are often random, and a branch
 * that is predicted wrongly costs as much as fifty elements of a vectorised loop.
 *
 * <p>Arithmetic decides, which gives NaN where a NaN or two equal infinities meet; such elements
 * are rare, so a search for NaN precedes a loop that replaces them. No result may overwrite an
 * operand.
 */
final class ChoiceLoops {

  /** The square of this takes the smallest float above 1. */
  private static final float HUGE = 0x1p75f;

  private ChoiceLoops() {}

  /** 1 if a &gt; b, else 0. */
  static float greater(float a, float b) {
    float y = Arithmetic.isPositive(a - b);
    return Float.isNaN(y) ? exact(a > b) : y;
  }

  /** 1 if a ≥ b, else 0. */
  static float greaterEqual(float a, float b) {
    float y = 1f - Arithmetic.isPositive(b - a);
    return Float.isNaN(y) ? exact(a >= b) : y;
  }

  /** 1 if a = b, else 0. */
  static float equal(float a, float b) {
    float y = 1f - Arithmetic.isPositive(Math.abs(a - b));
    return Float.isNaN(y) ? exact(a == b) : y;
  }

  /** a unless the mask is ±0, else b: by the bits of all three. */
  static float select(float mask, float a, float b) {
    int size = Float.floatToRawIntBits(mask) << 1;
    int chosen = (size | -size) >> 31;
    int other = Float.floatToRawIntBits(b);
    return Float.intBitsToFloat(other ^ ((Float.floatToRawIntBits(a) ^ other) & chosen));
  }

  static void greater(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Arithmetic.isPositive(a[i] - b[i]);
    }
    if (hasNaN(y, n)) {
      for (int i = 0; i < n; i++) {
        y[i] = Float.isNaN(y[i]) ? exact(a[i] > b[i]) : y[i];
      }
    }
  }

  static void greaterEqual(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f - Arithmetic.isPositive(b[i] - a[i]);
    }
    if (hasNaN(y, n)) {
      for (int i = 0; i < n; i++) {
        y[i] = Float.isNaN(y[i]) ? exact(a[i] >= b[i]) : y[i];
      }
    }
  }

  static void equal(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = 1f - Arithmetic.isPositive(Math.abs(a[i] - b[i]));
    }
    if (hasNaN(y, n)) {
      for (int i = 0; i < n; i++) {
        y[i] = Float.isNaN(y[i]) ? exact(a[i] == b[i]) : y[i];
      }
    }
  }

  /** The bound is ∞ if a is chosen, else −∞: min and max with it keep or drop an operand whole. */
  static void where(float[] mask, float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      float bound = (Math.abs(mask[i]) * HUGE * HUGE - 0.5f) * Float.POSITIVE_INFINITY;
      y[i] = Math.max(Math.min(a[i], bound), Math.min(b[i], -bound));
    }
    if (hasNaN(y, n)) {
      for (int i = 0; i < n; i++) {
        y[i] = select(mask[i], a[i], b[i]);
      }
    }
  }

  /** Whether some element is NaN; true also where infinities cancel in the sum of eight. */
  private static boolean hasNaN(float[] y, int n) {
    int i = 0;
    for (; i <= n - 8; i += 8) {
      float left = (y[i] + y[i + 1]) + (y[i + 2] + y[i + 3]);
      float right = (y[i + 4] + y[i + 5]) + (y[i + 6] + y[i + 7]);
      if (Float.isNaN(left + right)) {
        return true;
      }
    }
    for (; i < n; i++) {
      if (Float.isNaN(y[i])) {
        return true;
      }
    }
    return false;
  }

  private static float exact(boolean condition) {
    return condition ? 1f : 0f;
  }
}
