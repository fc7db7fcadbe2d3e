package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;

/**
 * The matrix product of the portable set, by plain loops that C2 vectorises.
 *
 * <p>One operand provides scalars, the other lanes: usually A and B, but a result that is narrower
 * than a vector and taller than wide is computed the other way round, with lanes over its rows.
 * Each element has its own chain, so this changes no bit. The operand that provides lanes is copied
 * into one array per k, since C2 does not vectorise a loop whose arrays have different offsets.
 */
final class PortableMatmul {

  /**
   * Lanes at a time: with the lanes of {@link #DEPTH} values of k they stay in the first-level
   * cache.
   */
  private static final int LANES = 512;

  /** Rows at a time: their sums stay in the second-level cache. */
  private static final int ROWS = 128;

  /** Values of k whose lanes are copied at a time. */
  private static final int DEPTH = 8;

  /** With fewer lanes than this, chains in scalar registers are faster. */
  private static final int FEWEST_LANES = 16;

  /** With fewer multiplications than this, copying does not pay off. */
  private static final int TINY = 2048;

  private PortableMatmul() {}

  static void matmul(
      Form form,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int lda,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc,
      boolean accumulate,
      Scratch scratch) {
    int aRow = form == Form.TN ? 1 : lda;
    int aCol = form == Form.TN ? lda : 1;
    int bRow = form == Form.NT ? 1 : ldb;
    int bCol = form == Form.NT ? ldb : 1;
    if (k == 0) {
      // no segments: nothing is added, not even a zero
      if (!accumulate) {
        clear(m, n, c, co, ldc);
      }
    } else if (Math.max(m, n) < FEWEST_LANES || (long) m * n * k < TINY) {
      PortableDots.matmul(m, n, k, a, ao, aRow, aCol, b, bo, bRow, bCol, c, co, ldc, accumulate);
    } else if (n < FEWEST_LANES) {
      lanes(n, m, k, b, bo, bCol, bRow, a, ao, aCol, aRow, c, co, 1, ldc, accumulate, scratch);
    } else {
      lanes(m, n, k, a, ao, aRow, aCol, b, bo, bRow, bCol, c, co, ldc, 1, accumulate, scratch);
    }
  }

  private static void clear(int m, int n, float[] c, int co, int ldc) {
    for (int i = 0; i < m; i++) {
      Arrays.fill(c, co + i * ldc, co + i * ldc + n, 0f);
    }
  }

  /** The product of S [m, k], which provides scalars, and R [k, n], which provides lanes. */
  private static void lanes(
      int m,
      int n,
      int k,
      float[] s,
      int so,
      int sRow,
      int sCol,
      float[] r,
      int ro,
      int rRow,
      int rCol,
      float[] c,
      int co,
      int cRow,
      int cCol,
      boolean accumulate,
      Scratch scratch) {
    int width = Math.min(n, LANES);
    int height = Math.min(m, ROWS);
    float[][] packed = scratch.rows(Scratch.Purpose.PACKED_B, DEPTH, width);
    float[][] sums = scratch.rows(Scratch.Purpose.TILE, height, width);
    for (int j = 0; j < n; j += LANES) {
      int across = Math.min(LANES, n - j);
      for (int i = 0; i < m; i += ROWS) {
        int down = Math.min(ROWS, m - i);
        for (int p = 0; p < k; p += Kernels.SEGMENT) {
          int segment = Math.min(Kernels.SEGMENT, k - p);
          int from = ro + p * rRow + j * rCol;
          int scalars = so + i * sRow + p * sCol;
          segment(down, across, segment, s, scalars, sRow, sCol, r, from, rRow, rCol, packed, sums);
          boolean add = accumulate || p > 0;
          for (int row = 0; row < down; row++) {
            store(sums[row], across, c, co + (i + row) * cRow + j * cCol, cCol, add);
          }
        }
      }
    }
  }

  /**
   * The sums over one segment of k: lanes for a few values of k are copied, and used by all rows.
   */
  private static void segment(
      int m,
      int n,
      int k,
      float[] s,
      int so,
      int sRow,
      int sCol,
      float[] r,
      int ro,
      int rRow,
      int rCol,
      float[][] packed,
      float[][] sums) {
    for (int row = 0; row < m; row++) {
      Arrays.fill(sums[row], 0, n, 0f);
    }
    for (int p = 0; p < k; p += DEPTH) {
      int depth = Math.min(DEPTH, k - p);
      pack(r, ro + p * rRow, rRow, rCol, depth, n, packed);
      for (int q = 0; q < depth; q += PortablePasses.DEPTH) {
        int values = Math.min(PortablePasses.DEPTH, depth - q);
        PortablePasses.add(m, n, values, s, so + (p + q) * sCol, sRow, sCol, packed, q, sums);
      }
    }
  }

  /**
   * Copies lanes to one array for each of at most eight k, and pads with zeros to four or eight.
   */
  private static void pack(float[] r, int from, int rRow, int rCol, int k, int n, float[][] to) {
    int p = 0;
    if (rCol == 1) {
      for (; p < k; p++) {
        System.arraycopy(r, from + p * rRow, to[p], 0, n);
      }
    } else if (k == DEPTH) {
      // all k at a time: reading adjacent elements uses the cache better than one stride per
      // element
      transpose(r, from, rRow, rCol, n, to);
      p = DEPTH;
    } else {
      for (; p < k; p++) {
        float[] row = to[p];
        for (int j = 0; j < n; j++) {
          row[j] = r[from + p * rRow + j * rCol];
        }
      }
    }
    for (; p % PortablePasses.DEPTH != 0; p++) {
      Arrays.fill(to[p], 0, n, 0f);
    }
  }

  private static void transpose(float[] r, int from, int rRow, int rCol, int n, float[][] to) {
    float[] t0 = to[0];
    float[] t1 = to[1];
    float[] t2 = to[2];
    float[] t3 = to[3];
    float[] t4 = to[4];
    float[] t5 = to[5];
    float[] t6 = to[6];
    float[] t7 = to[7];
    for (int j = 0; j < n; j++) {
      int i = from + j * rCol;
      t0[j] = r[i];
      t1[j] = r[i + rRow];
      t2[j] = r[i + 2 * rRow];
      t3[j] = r[i + 3 * rRow];
      t4[j] = r[i + 4 * rRow];
      t5[j] = r[i + 5 * rRow];
      t6[j] = r[i + 6 * rRow];
      t7[j] = r[i + 7 * rRow];
    }
  }

  private static void store(float[] sums, int n, float[] c, int co, int cCol, boolean add) {
    if (add) {
      for (int j = 0; j < n; j++) {
        c[co + j * cCol] += sums[j];
      }
    } else if (cCol == 1) {
      System.arraycopy(sums, 0, c, co, n);
    } else {
      for (int j = 0; j < n; j++) {
        c[co + j * cCol] = sums[j];
      }
    }
  }
}
