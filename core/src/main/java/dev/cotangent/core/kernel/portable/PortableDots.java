package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.math.Fma;

/**
 * The matrix product element by element: the simplest form of the specification, and the fastest
 * for tiny sizes.
 *
 * <p>Each operand has a row and a column distance, so that one loop serves every form.
 */
final class PortableDots {

  private PortableDots() {}

  static void matmul(
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aCol,
      float[] b,
      int bo,
      int bRow,
      int bCol,
      float[] c,
      int co,
      int ldc,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int ai = ao + i * aRow;
      int ci = co + i * ldc;
      int j = 0;
      for (; j <= n - 4; j += 4) {
        four(k, a, ai, aCol, b, bo + j * bCol, bRow, bCol, c, ci + j, accumulate);
      }
      for (; j < n; j++) {
        one(k, a, ai, aCol, b, bo + j * bCol, bRow, c, ci + j, accumulate);
      }
    }
  }

  /** Computes four adjacent elements of a row of C at a time, so that their chains overlap. */
  private static void four(
      int k,
      float[] a,
      int ai,
      int aCol,
      float[] b,
      int bj,
      int bRow,
      int bCol,
      float[] c,
      int cj,
      boolean accumulate) {
    boolean add = accumulate;
    int p = 0;
    do {
      int end = Math.min(k, p + Kernels.SEGMENT);
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (; p < end; p++) {
        float x = a[ai + p * aCol];
        int q = bj + p * bRow;
        s0 = Fma.fma(x, b[q], s0);
        s1 = Fma.fma(x, b[q + bCol], s1);
        s2 = Fma.fma(x, b[q + 2 * bCol], s2);
        s3 = Fma.fma(x, b[q + 3 * bCol], s3);
      }
      c[cj] = add ? c[cj] + s0 : s0;
      c[cj + 1] = add ? c[cj + 1] + s1 : s1;
      c[cj + 2] = add ? c[cj + 2] + s2 : s2;
      c[cj + 3] = add ? c[cj + 3] + s3 : s3;
      add = true;
    } while (p < k);
  }

  private static void one(
      int k,
      float[] a,
      int ai,
      int aCol,
      float[] b,
      int bj,
      int bRow,
      float[] c,
      int cj,
      boolean accumulate) {
    boolean add = accumulate;
    int p = 0;
    do {
      int end = Math.min(k, p + Kernels.SEGMENT);
      float s = 0;
      for (; p < end; p++) {
        s = Fma.fma(a[ai + p * aCol], b[bj + p * bRow], s);
      }
      c[cj] = add ? c[cj] + s : s;
      add = true;
    } while (p < k);
  }
}
