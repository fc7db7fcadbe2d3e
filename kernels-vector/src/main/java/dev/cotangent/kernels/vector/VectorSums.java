package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Sums over rows, with lanes over columns. */
final class VectorSums {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int SEGMENT = Kernels.SEGMENT;

  private VectorSums() {}

  /** y = column sums of X; returns the number of columns computed, in whole vectors. */
  static int columnSums(float[] x, int xo, int ldx, int rows, int cols, float[] y, int yo) {
    int c = 0;
    for (; c <= cols - 4 * L; c += 4 * L) {
      FloatVector t0 = FloatVector.zero(S);
      FloatVector t1 = t0;
      FloatVector t2 = t0;
      FloatVector t3 = t0;
      for (int begin = 0; begin < rows; begin += SEGMENT) {
        int end = Math.min(rows, begin + SEGMENT);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        for (int r = begin; r < end; r++) {
          int i = xo + c + r * ldx;
          s0 = s0.add(FloatVector.fromArray(S, x, i));
          s1 = s1.add(FloatVector.fromArray(S, x, i + L));
          s2 = s2.add(FloatVector.fromArray(S, x, i + 2 * L));
          s3 = s3.add(FloatVector.fromArray(S, x, i + 3 * L));
        }
        t0 = t0.add(s0);
        t1 = t1.add(s1);
        t2 = t2.add(s2);
        t3 = t3.add(s3);
      }
      t0.intoArray(y, yo + c);
      t1.intoArray(y, yo + c + L);
      t2.intoArray(y, yo + c + 2 * L);
      t3.intoArray(y, yo + c + 3 * L);
    }
    for (; c <= cols - L; c += L) {
      FloatVector total = FloatVector.zero(S);
      for (int begin = 0; begin < rows; begin += SEGMENT) {
        int end = Math.min(rows, begin + SEGMENT);
        FloatVector sum = FloatVector.zero(S);
        for (int r = begin; r < end; r++) {
          sum = sum.add(FloatVector.fromArray(S, x, xo + c + r * ldx));
        }
        total = total.add(sum);
      }
      total.intoArray(y, yo + c);
    }
    return c;
  }

  /**
   * The largest of the lanes' sums of squares, at least as large as the largest square; NaN if an
   * element is. n is a multiple of four vectors.
   */
  static float squares(float[] x, int xo, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = s0;
    FloatVector s2 = s0;
    FloatVector s3 = s0;
    for (int i = xo; i < xo + n; i += 4 * L) {
      FloatVector x0 = FloatVector.fromArray(S, x, i);
      FloatVector x1 = FloatVector.fromArray(S, x, i + L);
      FloatVector x2 = FloatVector.fromArray(S, x, i + 2 * L);
      FloatVector x3 = FloatVector.fromArray(S, x, i + 3 * L);
      s0 = x0.fma(x0, s0);
      s1 = x1.fma(x1, s1);
      s2 = x2.fma(x2, s2);
      s3 = x3.fma(x3, s3);
    }
    return s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.MAX);
  }
}
