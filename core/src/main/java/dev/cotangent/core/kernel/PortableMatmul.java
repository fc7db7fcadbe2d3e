package dev.cotangent.core.kernel;

import java.util.Arrays;

/** The matrix product of the portable set. */
final class PortableMatmul {

  private PortableMatmul() {}

  static void matmul(
      Form form,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc,
      boolean accumulate,
      Scratch scratch) {
    if (k == 0) {
      // no segment at all: nothing is added, not even a zero
      if (!accumulate) {
        for (int i = 0; i < m; i++) {
          Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0f);
        }
      }
      return;
    }
    int aRow = form == Form.TN ? 1 : lda;
    int aCol = form == Form.TN ? lda : 1;
    int bRow = form == Form.NT ? 1 : ldb;
    int bCol = form == Form.NT ? ldb : 1;
    PortableDots.matmul(m, n, k, a, ao, aRow, aCol, b, bo, bRow, bCol, c, co, ldc, accumulate);
  }
}
