package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import jdk.incubator.vector.FloatVector;

/**
 * Multiplies a block of rows by a few panels of columns in tiles: tall ones, then lower ones, so
 * that every multiple of four rows is covered by tall or medium tiles where the machine has them.
 */
final class RowTiles {

  private static final int L = FloatVector.SPECIES_PREFERRED.length();
  private static final int WIDTH = 2 * L;
  private static final int MEDIUM = Tile8.ROWS;
  private static final int SHORT = Tile4.ROWS;
  private static final boolean WIDE = L == 16;

  private RowTiles() {}

  /** Number of rows of the tall tile on this machine. */
  static int tallest() {
    return WIDE ? Tile12.ROWS : Tile6.ROWS;
  }

  /**
   * Number of rows of the next tile when so many are left, at least one: fewer than four are
   * computed as four, of which the last are zeros.
   */
  static int height(int left) {
    int second = WIDE ? MEDIUM : SHORT;
    if (left >= tallest() && left != 2 * second) {
      return tallest();
    }
    return left >= second ? second : Math.min(left, SHORT);
  }

  /**
   * Computes the panels' part of C. The first 4·k elements of packed A hold the last one to three
   * rows; the other packed rows follow.
   */
  static void run(
      int rows,
      int columns,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aCol,
      boolean packA,
      float[] packedA,
      float[] b,
      int bo,
      int bRow,
      int bPanel,
      float[] c,
      int co,
      int ldc,
      boolean add,
      Scratch scratch) {
    float[] tile = scratch.floats(Scratch.Purpose.TILE, tallest() * WIDTH);
    int height;
    for (int i = 0; i < rows; i += height) {
      height = height(rows - i);
      boolean last = height < SHORT;
      boolean packed = last || packA;
      float[] from = packed ? packedA : a;
      int at = last ? 0 : packed ? (SHORT + i) * k : ao + i * aRow;
      int row = packed ? 1 : aRow;
      int col = last ? SHORT : packed ? height : aCol;
      int bi = bo;
      for (int j = 0; j < columns; j += WIDTH) {
        int width = Math.min(WIDTH, columns - j);
        boolean whole = width == WIDTH || (WIDE && width == L && height == tallest());
        int ci = co + i * ldc + j;
        if (whole && !last) {
          tile(height, width, k, from, at, row, col, b, bi, bRow, c, ci, ldc, add);
        } else {
          tile(height, width, k, from, at, row, col, b, bi, bRow, tile, 0, WIDTH, false);
          store(tile, height, width, c, ci, ldc, add);
        }
        bi += bPanel;
      }
    }
  }

  private static void tile(
      int height,
      int width,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aCol,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int co,
      int ldc,
      boolean add) {
    if (height <= SHORT) {
      Tile4.run(k, a, ao, aRow, aCol, b, bo, bRow, c, co, ldc, add);
    } else if (!WIDE) {
      Tile6.run(k, a, ao, aRow, aCol, b, bo, bRow, c, co, ldc, add);
    } else if (height == MEDIUM) {
      Tile8.run(k, a, ao, aRow, aCol, b, bo, bRow, c, co, ldc, add);
    } else if (width <= L) {
      Tile12Narrow.run(k, a, ao, aRow, aCol, b, bo, bRow, c, co, ldc, add);
    } else if (aRow == 1) {
      Tile12.run(k, a, ao, aCol, b, bo, bRow, c, co, ldc, add);
    } else {
      Tile12Rows.run(k, a, ao, aRow, b, bo, bRow, c, co, ldc, add);
    }
  }

  /** Copies or adds the part of a tile that is within C. */
  private static void store(
      float[] tile, int rows, int width, float[] c, int co, int ldc, boolean add) {
    for (int r = 0; r < rows; r++) {
      int t = r * WIDTH;
      int at = co + r * ldc;
      if (add) {
        for (int j = 0; j < width; j++) {
          c[at + j] += tile[t + j];
        }
      } else {
        System.arraycopy(tile, t, c, at, width);
      }
    }
  }
}
