package dev.cotangent.core.kernel.portable;

/** Copies or adds the rows of a matrix, row by row. */
final class PortableRowBlocks {

  private PortableRowBlocks() {}

  static void copy(float[] x, int xo, int ldx, float[] y, int yo, int ldy, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int from = xo + r * ldx;
      int to = yo + r * ldy;
      for (int i = 0; i < cols; i++) {
        y[to + i] = x[from + i];
      }
    }
  }

  static void add(float[] x, int xo, int ldx, float[] y, int yo, int ldy, int rows, int cols) {
    for (int r = 0; r < rows; r++) {
      int from = xo + r * ldx;
      int to = yo + r * ldy;
      for (int i = 0; i < cols; i++) {
        y[to + i] += x[from + i];
      }
    }
  }
}
