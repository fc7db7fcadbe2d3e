package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.math.Fma;

/**
 * The inner loops of the portable matrix product: four values of k for one or four rows of sums.
 *
 * <p>C2 stops vectorising a loop when its body grows too large, at a limit that depends on the JDK:
 * sixteen fused multiply-adds are fastest on JDK 25, but on JDK 17 they run at a fifth of the speed
 * of four.
 *
 * <p>k is padded to a multiple of four with products (−0)·(+0): adding −0 changes no number, not
 * even −0 or NaN.
 */
final class PortablePasses {

  /** The number of values of k. */
  static final int DEPTH = 4;

  /** Whether {@link #fourRows} is the faster form here. */
  private static final boolean FOUR_ROWS = Runtime.version().feature() >= 25 && Fma.isFast();

  private PortablePasses() {}

  /**
   * Adds S·R to m rows of n sums, for S [m, k], which starts at {@code so} with the distances
   * {@code sRow} and {@code sCol}, and R [k, n], the arrays from {@code lanes[first]} on.
   *
   * @param k at most four; the lanes of the values that it lacks are zeros
   */
  static void add(
      int m,
      int n,
      int k,
      float[] s,
      int so,
      int sRow,
      int sCol,
      float[][] lanes,
      int first,
      float[][] sums) {
    float[] b0 = lanes[first];
    float[] b1 = lanes[first + 1];
    float[] b2 = lanes[first + 2];
    float[] b3 = lanes[first + 3];
    int i = 0;
    for (; FOUR_ROWS && i <= m - 4; i += 4) {
      fourRows(n, k, s, so + i * sRow, sRow, sCol, b0, b1, b2, b3, sums, i);
    }
    for (; i < m; i++) {
      int p = so + i * sRow;
      float a1 = k > 1 ? s[p + sCol] : -0f;
      float a2 = k > 2 ? s[p + 2 * sCol] : -0f;
      float a3 = k > 3 ? s[p + 3 * sCol] : -0f;
      oneRow(n, s[p], a1, a2, a3, b0, b1, b2, b3, sums[i]);
    }
  }

  private static void fourRows(
      int n,
      int k,
      float[] s,
      int i0,
      int sRow,
      int sCol,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[][] sums,
      int row) {
    int i1 = i0 + sCol;
    int i2 = i1 + sCol;
    int i3 = i2 + sCol;
    boolean has1 = k > 1;
    boolean has2 = k > 2;
    boolean has3 = k > 3;
    float a00 = s[i0];
    float a01 = has1 ? s[i1] : -0f;
    float a02 = has2 ? s[i2] : -0f;
    float a03 = has3 ? s[i3] : -0f;
    float a10 = s[i0 + sRow];
    float a11 = has1 ? s[i1 + sRow] : -0f;
    float a12 = has2 ? s[i2 + sRow] : -0f;
    float a13 = has3 ? s[i3 + sRow] : -0f;
    float a20 = s[i0 + 2 * sRow];
    float a21 = has1 ? s[i1 + 2 * sRow] : -0f;
    float a22 = has2 ? s[i2 + 2 * sRow] : -0f;
    float a23 = has3 ? s[i3 + 2 * sRow] : -0f;
    float a30 = s[i0 + 3 * sRow];
    float a31 = has1 ? s[i1 + 3 * sRow] : -0f;
    float a32 = has2 ? s[i2 + 3 * sRow] : -0f;
    float a33 = has3 ? s[i3 + 3 * sRow] : -0f;
    float[] c0 = sums[row];
    float[] c1 = sums[row + 1];
    float[] c2 = sums[row + 2];
    float[] c3 = sums[row + 3];
    for (int j = 0; j < n; j++) {
      float x0 = b0[j];
      float x1 = b1[j];
      float x2 = b2[j];
      float x3 = b3[j];
      c0[j] = Fma.fma(a03, x3, Fma.fma(a02, x2, Fma.fma(a01, x1, Fma.fma(a00, x0, c0[j]))));
      c1[j] = Fma.fma(a13, x3, Fma.fma(a12, x2, Fma.fma(a11, x1, Fma.fma(a10, x0, c1[j]))));
      c2[j] = Fma.fma(a23, x3, Fma.fma(a22, x2, Fma.fma(a21, x1, Fma.fma(a20, x0, c2[j]))));
      c3[j] = Fma.fma(a33, x3, Fma.fma(a32, x2, Fma.fma(a31, x1, Fma.fma(a30, x0, c3[j]))));
    }
  }

  private static void oneRow(
      int n,
      float a0,
      float a1,
      float a2,
      float a3,
      float[] b0,
      float[] b1,
      float[] b2,
      float[] b3,
      float[] c) {
    for (int j = 0; j < n; j++) {
      c[j] = Fma.fma(a3, b3[j], Fma.fma(a2, b2[j], Fma.fma(a1, b1[j], Fma.fma(a0, b0[j], c[j]))));
    }
  }
}
