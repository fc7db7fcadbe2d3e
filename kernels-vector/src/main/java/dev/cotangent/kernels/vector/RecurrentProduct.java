package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import jdk.incubator.vector.FloatVector;

/**
 * The products of a recurrent layer: a few rows of states times square weights, which are packed
 * once for all time steps.
 *
 * <p>The result has the chains of {@link VectorMatmul}. Rows are padded to a multiple of four, at
 * least eight, so that tiles of twelve and eight rows cover them.
 */
final class RecurrentProduct {

  /**
   * The largest number of rows whose states stay in cache while they pass through all steps;
   * twelves and eights divide it.
   */
  static final int BLOCK = 48;

  /** Products with fewer rows are faster as sums of weight rows, without tiles. */
  static final int FEWEST_ROWS = 8;

  /** Number of columns of a panel, a divisor of every size that is served. */
  static final int WIDTH = 32;

  /** Number of rows that are transposed at a time. */
  private static final int GROUP = 16;

  private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  private static final int GATES = 4;

  /** See {@link VectorMatmul}: panels start at a cache line. */
  private static final int ALIGN = 12;

  private RecurrentProduct() {}

  /** Whether these loops serve a layer of that size. */
  static boolean serves(int rows, int hidden) {
    return LANES == GROUP && rows >= FEWEST_ROWS && hidden % WIDTH == 0;
  }

  static int padded(int rows) {
    return Math.max(FEWEST_ROWS, (rows + 3) / 4 * 4);
  }

  /**
   * Packs the weights of all gates.
   *
   * @param u [H, 4H], one square part per gate
   * @param transposed whether products are with the transposes of the parts
   */
  static float[] weights(boolean transposed, int hidden, float[] u, int uo, Scratch scratch) {
    int next = GATES * hidden;
    float[] to = scratch.floats(Scratch.Purpose.TRANSPOSED, ALIGN + next * hidden);
    int at = ALIGN;
    for (int gate = uo; gate < uo + next; gate += hidden) {
      for (int p = 0; p < hidden; p += Kernels.SEGMENT) {
        int k = Math.min(Kernels.SEGMENT, hidden - p);
        for (int j = 0; j < hidden; j += WIDTH) {
          if (transposed) {
            Pack.transposedColumns(u, gate + j * next + p, next, k, WIDTH, to, at);
          } else {
            Pack.columns(u, gate + p * next + j, next, k, WIDTH, to, at);
          }
          at += k * WIDTH;
        }
      }
    }
    return to;
  }

  /**
   * Packs padded rows of states [rows, H] for {@link #multiply}: all rows of a column together.
   *
   * @param x with whole groups of rows from xo on, as {@link #size} has; those after the padded
   *     rows may hold anything
   */
  static float[] rows(int padded, int hidden, float[] x, int xo, Scratch scratch) {
    int next = grouped(padded);
    float[] to = scratch.floats(Scratch.Purpose.PACKED_A, ALIGN + next * hidden);
    for (int row = 0; row < next; row += GROUP) {
      Transpose16.run(x, xo + row * hidden, hidden, GROUP, hidden, to, ALIGN + row, next);
    }
    return to;
  }

  /** Length of an array of states with that many rows. */
  static int size(int padded, int hidden) {
    return grouped(padded) * hidden;
  }

  private static int grouped(int padded) {
    return (padded + GROUP - 1) / GROUP * GROUP;
  }

  /**
   * C = X·U for one gate's part U, or C += X·U, with C [rows, H] contiguous.
   *
   * @param x rows packed by {@link #rows}
   * @param weights packed by {@link #weights}
   */
  static void multiply(
      int padded,
      int hidden,
      float[] x,
      float[] weights,
      int gate,
      float[] c,
      int co,
      boolean add) {
    int next = grouped(padded);
    for (int p = 0; p < hidden; p += Kernels.SEGMENT) {
      int k = Math.min(Kernels.SEGMENT, hidden - p);
      int segment = ALIGN + (gate * hidden + p) * hidden;
      for (int j = 0; j < hidden; j += WIDTH) {
        int b = segment + j * k;
        int height;
        for (int row = 0; row < padded; row += height) {
          height = height(padded - row);
          int a = ALIGN + p * next + row;
          int at = co + row * hidden + j;
          if (height == Tile12.ROWS) {
            Tile12.run(k, x, a, next, weights, b, WIDTH, c, at, hidden, add || p > 0);
          } else {
            Tile8.run(k, x, a, 1, next, weights, b, WIDTH, c, at, hidden, add || p > 0);
          }
        }
      }
    }
  }

  /** Height of the next tile: eights first, until twelves cover the rest. */
  private static int height(int rows) {
    return rows % Tile12.ROWS == 0 ? Tile12.ROWS : Tile8.ROWS;
  }
}
