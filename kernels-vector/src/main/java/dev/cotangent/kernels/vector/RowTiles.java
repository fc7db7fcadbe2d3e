package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import jdk.incubator.vector.FloatVector;

/**
 * Multiplies a block of rows by one panel of columns in tiles: tall ones, then four rows at a time,
 * then the rest.
 */
final class RowTiles {

  private static final int L = FloatVector.SPECIES_PREFERRED.length();
  private static final int WIDTH = 2 * L;
  private static final int SHORT = Tile4.ROWS;
  private static final boolean WIDE = L == 16;

  private RowTiles() {}

  /** Number of rows of the tall tile on this machine. */
  static int height() {
    return WIDE ? Tile12.ROWS : Tile6.ROWS;
  }

  /**
   * Computes the panel's part of C. The first 4·k elements of packed A hold the last one to three
   * rows; the other packed rows follow.
   */
  static void run(
      int rows,
      int width,
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
      float[] c,
      int co,
      int ldc,
      boolean add,
      Scratch scratch) {
    int height = height();
    boolean whole = width == WIDTH || (WIDE && width == L);
    float[] tile = scratch.floats(Scratch.Purpose.TILE, height * WIDTH);
    int i = 0;
    for (; i <= rows - height; i += height) {
      float[] from = packA ? packedA : a;
      int at = packA ? (4 + i) * k : ao + i * aRow;
      int row = packA ? 1 : aRow;
      int col = packA ? height : aCol;
      if (whole) {
        tall(width, k, from, at, row, col, b, bo, bRow, c, co + i * ldc, ldc, add);
      } else {
        tall(width, k, from, at, row, col, b, bo, bRow, tile, 0, WIDTH, false);
        store(tile, height, width, c, co + i * ldc, ldc, add);
      }
    }
    for (; i <= rows - SHORT; i += SHORT) {
      if (width == WIDTH) {
        Tile4.run(k, a, ao + i * aRow, aRow, aCol, b, bo, bRow, c, co + i * ldc, ldc, add);
      } else {
        Tile4.run(k, a, ao + i * aRow, aRow, aCol, b, bo, bRow, tile, 0, WIDTH, false);
        store(tile, SHORT, width, c, co + i * ldc, ldc, add);
      }
    }
    if (i < rows) {
      Tile4.run(k, packedA, 0, 1, SHORT, b, bo, bRow, tile, 0, WIDTH, false);
      store(tile, rows - i, width, c, co + i * ldc, ldc, add);
    }
  }

  private static void tall(
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
    if (!WIDE) {
      Tile6.run(k, a, ao, aRow, aCol, b, bo, bRow, c, co, ldc, add);
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
