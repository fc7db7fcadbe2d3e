package dev.cotangent.core.kernel.warm;

/**
 * Sizes that take a kernel through the same branches as larger ones, but with less work: whole
 * tiles, vectors and what is left over.
 */
final class Crop {

  /** The most rows of an operand that is reduced or normalized row by row. */
  static final int ROWS = 16;

  private static final int TILE = 12;
  private static final int PANEL = 32;
  private static final int VECTOR = 16;

  /** Fewer multiplications than this are left to plain loops. */
  private static final long TINY = 4096;

  private Crop() {}

  /** Rows of a product. */
  static int m(int m) {
    return m <= 4 * TILE ? m : 3 * TILE + m % TILE;
  }

  /** Columns of a product. */
  static int n(int n) {
    return n <= 5 * PANEL ? n : 4 * PANEL + n % PANEL;
  }

  /** Terms of a product's sums, given its cropped rows and columns. */
  static int k(int m, int n, int k) {
    long least = TINY / ((long) m * n) + 1;
    int cropped = k <= 2 * VECTOR ? k : VECTOR + k % VECTOR;
    return (int) Math.min(k, Math.max(cropped, least));
  }

  /** Elements of an elementwise call. */
  static int elements(int n) {
    return n <= 20 * VECTOR ? n : 16 * VECTOR + n % VECTOR;
  }

  /** Rows of a call that works row by row. */
  static int rows(int rows) {
    return Math.min(rows, ROWS);
  }

  /** Columns of such a call. */
  static int columns(int columns) {
    return columns <= 64 * VECTOR ? columns : 32 * VECTOR + columns % VECTOR;
  }
}
