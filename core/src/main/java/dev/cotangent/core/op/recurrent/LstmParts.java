package dev.cotangent.core.op.recurrent;

/**
 * Moves parts of H floats between rows in which they follow each other and scratch arrays, one for
 * each part, without gaps. Row by row, because rows lie far apart, and what is read or written in
 * one go should be as long as possible.
 */
final class LstmParts {

  private LstmParts() {}

  /**
   * Copies neighbouring parts of some rows into scratch arrays.
   *
   * @param at where the first row's first part begins
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

  /** Copies scratch arrays into neighbouring parts of some rows; see {@link #load}. */
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
