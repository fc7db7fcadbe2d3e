package dev.cotangent.kernels.vector;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packs parts of operands in the order in which tiles read them. */
final class Pack {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private Pack() {}

  /**
   * Copies panels of columns, one after another; only the last may be narrower than two vectors.
   */
  static void panels(
      boolean transposed, float[] b, int bo, int ldb, int k, int columns, float[] dst, int to) {
    if (!transposed && columns == 8 * L) {
      fourPanels(b, bo, ldb, k, dst, to);
      return;
    }
    for (int j = 0; j < columns; j += 2 * L) {
      int width = Math.min(2 * L, columns - j);
      if (transposed) {
        transposedColumns(b, bo + j * ldb, ldb, k, width, dst, to + j * k);
      } else {
        columns(b, bo + j, ldb, k, width, dst, to + j * k);
      }
    }
  }

  /**
   * Copies the rows of A tile by tile, in the order of {@link RowTiles}: the last one to three rows
   * to the start, and, if {@code all}, the others after them.
   */
  static void tiles(
      float[] a, int ao, int aRow, int aCol, int rows, int k, boolean all, float[] dst) {
    int height;
    for (int i = 0; i < rows; i += height) {
      height = RowTiles.height(rows - i);
      int from = ao + i * aRow;
      if (height < Tile4.ROWS) {
        lastRows(a, from, aRow, aCol, height, k, dst, 0);
      } else if (all) {
        rows(a, from, aRow, aCol, height, k, dst, (Tile4.ROWS + i) * k);
      }
    }
  }

  /**
   * Copies a panel of columns: {@code dst[to + p·2L + j] = src[from + p·fromRow + j]} for j in [0,
   * width); the rest of each row is unspecified.
   */
  static void columns(float[] src, int from, int fromRow, int k, int width, float[] dst, int to) {
    if (width < 2 * L) {
      someColumns(src, from, fromRow, k, width, dst, to);
      return;
    }
    for (int p = 0; p < k; p++) {
      int s = from + p * fromRow;
      int d = to + p * 2 * L;
      FloatVector.fromArray(S, src, s).intoArray(dst, d);
      FloatVector.fromArray(S, src, s + L).intoArray(dst, d + L);
    }
  }

  /**
   * Copies four whole panels at once, which reads longer pieces of each row: for a matrix in main
   * memory that takes two thirds of the time.
   */
  private static void fourPanels(float[] src, int from, int fromRow, int k, float[] dst, int to) {
    int panel = k * 2 * L;
    for (int p = 0; p < k; p++) {
      int s = from + p * fromRow;
      int d = to + p * 2 * L;
      FloatVector.fromArray(S, src, s).intoArray(dst, d);
      FloatVector.fromArray(S, src, s + L).intoArray(dst, d + L);
      FloatVector.fromArray(S, src, s + 2 * L).intoArray(dst, d + panel);
      FloatVector.fromArray(S, src, s + 3 * L).intoArray(dst, d + panel + L);
      FloatVector.fromArray(S, src, s + 4 * L).intoArray(dst, d + 2 * panel);
      FloatVector.fromArray(S, src, s + 5 * L).intoArray(dst, d + 2 * panel + L);
      FloatVector.fromArray(S, src, s + 6 * L).intoArray(dst, d + 3 * panel);
      FloatVector.fromArray(S, src, s + 7 * L).intoArray(dst, d + 3 * panel + L);
    }
  }

  /**
   * Copies a panel narrower than two vectors. If the array continues after a row, whole vectors are
   * read: values beyond the width end up in unused lanes.
   */
  private static void someColumns(
      float[] src, int from, int fromRow, int k, int width, float[] dst, int to) {
    int reach = width <= L ? L : 2 * L;
    int p = 0;
    for (; p < k && from + p * fromRow <= src.length - reach; p++) {
      int s = from + p * fromRow;
      int d = to + p * 2 * L;
      FloatVector.fromArray(S, src, s).intoArray(dst, d);
      if (reach == L) {
        FloatVector.zero(S).intoArray(dst, d + L);
      } else {
        FloatVector.fromArray(S, src, s + L).intoArray(dst, d + L);
      }
    }
    for (; p < k; p++) {
      int d = to + p * 2 * L;
      System.arraycopy(src, from + p * fromRow, dst, d, width);
      Arrays.fill(dst, d + width, d + 2 * L, 0f);
    }
  }

  /**
   * Copies a panel of columns from its transpose: {@code dst[to + p·2L + j] = src[from + j·fromRow
   * + p]}.
   */
  static void transposedColumns(
      float[] src, int from, int fromRow, int k, int width, float[] dst, int to) {
    transpose(src, from, fromRow, Math.min(L, width), k, dst, to, 2 * L);
    if (width > L) {
      transpose(src, from + L * fromRow, fromRow, width - L, k, dst, to + L, 2 * L);
    } else {
      // tiles of two vectors also read these columns, which must not hold numbers that are slow to
      // multiply
      for (int p = 0; p < k; p++) {
        Arrays.fill(dst, to + p * 2 * L + L, to + (p + 1) * 2 * L, 0f);
      }
    }
  }

  /**
   * Copies rows of A: {@code dst[to + p·rows + r] = src[from + r·aRow + p·aCol]}, and may write up
   * to L further elements.
   */
  private static void rows(
      float[] src, int from, int aRow, int aCol, int rows, int k, float[] dst, int to) {
    if (aCol == 1) {
      transpose(src, from, aRow, rows, k, dst, to, rows);
      return;
    }
    int p = 0;
    if (aRow == 1 && rows <= L) {
      for (; p < k && from + p * aCol <= src.length - L; p++) {
        FloatVector.fromArray(S, src, from + p * aCol).intoArray(dst, to + p * rows);
      }
    }
    for (; p < k; p++) {
      int s = from + p * aCol;
      int d = to + p * rows;
      for (int r = 0; r < rows; r++) {
        dst[d + r] = src[s + r * aRow];
      }
    }
  }

  /** Copies the last rows of A, fewer than four, padded with zeros to four. */
  private static void lastRows(
      float[] src, int from, int aRow, int aCol, int rows, int k, float[] dst, int to) {
    for (int p = 0; p < k; p++) {
      int s = from + p * aCol;
      int d = to + p * 4;
      for (int r = 0; r < 4; r++) {
        dst[d + r] = r < rows ? src[s + r * aRow] : 0f;
      }
    }
  }

  private static void transpose(
      float[] src, int from, int fromRow, int rows, int k, float[] dst, int to, int toRow) {
    int p = 0;
    if (L == 16) {
      p = Transpose16.run(src, from, fromRow, rows, k, dst, to, toRow);
    } else if (L == 8) {
      p = Transpose8.run(src, from, fromRow, rows, k, dst, to, toRow);
    }
    for (; p < k; p++) {
      for (int r = 0; r < rows; r++) {
        dst[to + p * toRow + r] = src[from + r * fromRow + p];
      }
    }
  }
}
