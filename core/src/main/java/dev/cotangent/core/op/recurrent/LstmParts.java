package dev.cotangent.core.op.recurrent;

/**
 * Copies parts of H floats between rows that hold them one after another and contiguous scratch
 * arrays, one for each part. It works row by row, because rows are far apart and sequential
 * accesses should be as long as possible.
 */
final class LstmParts {

  private LstmParts() {}

  /**
   * Copies adjacent parts of several rows to scratch arrays.
   *
   * @param at offset of the first row's first part
   * @param next distance between rows
   * @param to receives part i in array {@code first + i}
   */
  static void load(
      float[] from, int at, int next, float[][] to, int first, int parts, int hidden, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int part = 0; part < parts; part++) {
        int start = at + row * next + part * hidden;
        System.arraycopy(from, start, to[first + part], row * hidden, hidden);
      }
    }
  }

  /** Copies scratch arrays to adjacent parts of several rows; see {@link #load}. */
  static void store(
      float[][] from, int first, int parts, float[] to, int at, int next, int hidden, int rows) {
    for (int row = 0; row < rows; row++) {
      for (int part = 0; part < parts; part++) {
        int start = at + row * next + part * hidden;
        System.arraycopy(from[first + part], row * hidden, to, start, hidden);
      }
    }
  }
}
