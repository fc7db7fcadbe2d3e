package dev.cotangent.core.kernel;

/** Compares the magnitudes of numbers with a bound. */
final class Magnitudes {

  private Magnitudes() {}

  /**
   * {@link Kernels#allWithin}. A sum of squares is at least as large as each of them, also after
   * rounding, so a small one needs no comparison per element.
   */
  static boolean allWithin(float[] x, int offset, int n, float bound) {
    return squares(x, offset, n) < bound * bound || eachWithin(x, offset, n, bound);
  }

  private static boolean eachWithin(float[] x, int offset, int n, float bound) {
    for (int i = offset; i < offset + n; i++) {
      if (!(Math.abs(x[i]) <= bound)) {
        return false;
      }
    }
    return true;
  }

  /** The sum of squares in eight chains, which do not wait for one another. */
  private static float squares(float[] x, int offset, int n) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    float sum4 = 0;
    float sum5 = 0;
    float sum6 = 0;
    float sum7 = 0;
    int i = offset;
    int end = offset + n;
    for (; i <= end - 8; i += 8) {
      sum0 += x[i] * x[i];
      sum1 += x[i + 1] * x[i + 1];
      sum2 += x[i + 2] * x[i + 2];
      sum3 += x[i + 3] * x[i + 3];
      sum4 += x[i + 4] * x[i + 4];
      sum5 += x[i + 5] * x[i + 5];
      sum6 += x[i + 6] * x[i + 6];
      sum7 += x[i + 7] * x[i + 7];
    }
    for (; i < end; i++) {
      sum0 += x[i] * x[i];
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }
}
