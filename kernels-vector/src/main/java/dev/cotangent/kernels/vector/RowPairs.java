package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Pairs of rows of images, copied to arrays of all upper and all lower rows and back, so that
 * vectors need not end where a row does. For machines with sixteen lanes.
 *
 * <p>The last vector of a row overlaps the one before it. A row shorter than a vector is copied
 * with what follows it, which the next row overwrites; near the end of a piece of memory, rows are
 * copied alone.
 */
final class RowPairs {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = 16;

  private RowPairs() {}

  /** Copies the first, third, … row of {@code x}, or the second, fourth, … for {@code half} 1. */
  static void split(float[] x, int xo, int half, int width, int rows, float[] y) {
    int whole = width >= L ? rows : Math.max(0, rows - L);
    copy(x, xo + half * width, 2 * width, y, 0, width, width, whole);
    for (int row = whole; row < rows; row++) {
      System.arraycopy(x, xo + (2 * row + half) * width, y, row * width, width);
    }
  }

  /** Copies upper and lower rows back to where {@link #split} found them. */
  static void join(float[] upper, float[] lower, int width, int rows, float[] x, int xo) {
    if (width >= L) {
      copy(upper, 0, width, x, xo, 2 * width, width, rows);
      copy(lower, 0, width, x, xo + width, 2 * width, width, rows);
      return;
    }
    int whole = Math.max(0, rows - L);
    weave(upper, lower, width, whole, x, xo);
    for (int row = whole; row < rows; row++) {
      System.arraycopy(upper, row * width, x, xo + 2 * row * width, width);
      System.arraycopy(lower, row * width, x, xo + (2 * row + 1) * width, width);
    }
  }

  private static void copy(
      float[] x, int xo, int ldx, float[] y, int yo, int ldy, int width, int rows) {
    for (int row = 0; row < rows; row++) {
      int from = xo + row * ldx;
      int to = yo + row * ldy;
      for (int next = 0; next < width; next += L) {
        int i = Math.min(next, Math.max(0, width - L));
        FloatVector.fromArray(S, x, from + i).intoArray(y, to + i);
      }
    }
  }

  private static void weave(float[] upper, float[] lower, int width, int rows, float[] x, int xo) {
    for (int row = 0; row < rows; row++) {
      int to = xo + 2 * row * width;
      FloatVector.fromArray(S, upper, row * width).intoArray(x, to);
      FloatVector.fromArray(S, lower, row * width).intoArray(x, to + width);
    }
  }
}
