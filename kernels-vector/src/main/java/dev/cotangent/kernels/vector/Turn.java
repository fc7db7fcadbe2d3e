package dev.cotangent.kernels.vector;

/** Transposes matrices of at least one vector each way, on machines with sixteen lanes. */
final class Turn {

  private static final int L = 16;

  private Turn() {}

  /**
   * Transposes a matrix: {@code dst[to + p·toRow + r] = src[from + r·fromRow + p]}. Nothing else is
   * written: where a size is not a multiple of sixteen, the last block overlaps the one before.
   *
   * @param rows at least 16
   * @param cols at least 16
   */
  static void run(
      float[] src, int from, int fromRow, int rows, int cols, float[] dst, int to, int toRow) {
    for (int next = 0; next < rows; next += L) {
      int r = Math.min(next, rows - L);
      int s = from + r * fromRow;
      int done = Transpose16.run(src, s, fromRow, L, cols, dst, to + r, toRow);
      if (done < cols) {
        int p = cols - L;
        Transpose16.run(src, s + p, fromRow, L, L, dst, to + p * toRow + r, toRow);
      }
    }
  }
}
