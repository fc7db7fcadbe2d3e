package dev.cotangent.training.step;

/** Sums over a range of an array that are non-finite if any of its elements is. */
final class GradientSweep {

  private GradientSweep() {}

  /** The sum of squares in double precision, which cannot overflow. */
  static double sumOfSquares(float[] x, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      sum0 += (double) x[i] * x[i];
      sum1 += (double) x[i + 1] * x[i + 1];
      sum2 += (double) x[i + 2] * x[i + 2];
      sum3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      sum0 += (double) x[i] * x[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  /**
   * 0 if all elements are finite, otherwise NaN: eight chains, so that only memory bandwidth limits
   * it.
   */
  static double zeroIfFinite(float[] x, int from, int to) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    float sum4 = 0;
    float sum5 = 0;
    float sum6 = 0;
    float sum7 = 0;
    int i = from;
    for (; i <= to - 8; i += 8) {
      sum0 += x[i] * 0f;
      sum1 += x[i + 1] * 0f;
      sum2 += x[i + 2] * 0f;
      sum3 += x[i + 3] * 0f;
      sum4 += x[i + 4] * 0f;
      sum5 += x[i + 5] * 0f;
      sum6 += x[i + 6] * 0f;
      sum7 += x[i + 7] * 0f;
    }
    for (; i < to; i++) {
      sum0 += x[i] * 0f;
    }
    return ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
  }
}
