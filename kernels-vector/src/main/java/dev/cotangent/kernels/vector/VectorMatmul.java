package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import jdk.incubator.vector.FloatVector;

/**
 * The packed matrix product: segments of k, blocks of rows, groups of panels two vectors wide,
 * tiles.
 *
 * <p>Every element of C has its own chain in one lane of one tile; packing, direct reading and the
 * shape of a tile affect only speed, never the result.
 */
final class VectorMatmul {

  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private static final int SHORT = Tile4.ROWS;

  /** Number of columns of a panel. */
  private static final int WIDTH = 2 * L;

  /**
   * Number of rows of A that stay in the second-level cache while they are multiplied by all
   * panels; a multiple of every tile's height.
   */
  private static final int BLOCK = 480;

  /**
   * Number of panels that a tile's rows are multiplied by before the next rows: pieces of C's rows
   * that long are loaded and stored while the next ones are fetched.
   */
  private static final int GROUP = 4;

  /** With fewer multiplications than this, plain loops are faster than tiles. */
  private static final int TINY = 512;

  /** Like {@link #TINY}, for several rows narrower than a vector. */
  private static final int TINY_NARROW = 4096;

  /**
   * With up to this many rows a panel of B is read in place, even if its rows are {@link #FAR} from
   * each other: it is used only once or twice.
   */
  private static final int ROWS_FOR_FAR_B = 24;

  /**
   * With up to this many rows a panel of B is read in place: from the second-level cache, packed or
   * not, tiles run at the same speed, and packing takes ten rows' time.
   */
  private static final int ROWS_FOR_DIRECT_B = 128;

  /** With up to this many columns A is read in place. */
  private static final int COLUMNS_FOR_DIRECT_A = 192;

  /** From this row distance on, reading down a column touches too many pages and cache sets. */
  private static final int FAR = 1024;

  /**
   * Offset of packed panels: the first element of an array is 16 bytes after its start, so panels
   * are aligned to cache lines if the array is.
   */
  private static final int ALIGN = 12;

  private VectorMatmul() {}

  static boolean isTiny(int m, int n, int k) {
    return (long) m * n * k < (n < L && m > 1 ? TINY_NARROW : TINY);
  }

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
    int bNext = form == Form.NT ? 1 : ldb;
    boolean add = accumulate;
    for (int p = 0; p < k; p += Kernels.SEGMENT) {
      int kc = Math.min(Kernels.SEGMENT, k - p);
      if (m == 1 && form != Form.NT) {
        row(n, kc, a, ao + p * aCol, aCol, b, bo + p * bNext, ldb, c, co, add, scratch);
      } else {
        segment(
            form == Form.NT,
            m,
            n,
            kc,
            a,
            ao + p * aCol,
            aRow,
            aCol,
            b,
            bo + p * bNext,
            ldb,
            c,
            co,
            ldc,
            add,
            scratch);
      }
      add = true;
    }
  }

  private static void row(
      int n,
      int k,
      float[] a,
      int ao,
      int aCol,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      boolean add,
      Scratch scratch) {
    if (n >= L) {
      VectorRow.run(n, k, a, ao, aCol, b, bo, ldb, c, co, add, scratch);
    } else {
      VectorRow.runShort(n, k, a, ao, aCol, b, bo, ldb, c, co, add, scratch);
    }
  }

  private static void segment(
      boolean transposedB,
      int m,
      int n,
      int k,
      float[] a,
      int ao,
      int aRow,
      int aCol,
      float[] b,
      int bo,
      int ldb,
      float[] c,
      int co,
      int ldc,
      boolean add,
      Scratch scratch) {
    int panel = k * WIDTH;
    boolean all = m > BLOCK;
    float[] packedB =
        scratch.floats(
            Scratch.Purpose.PACKED_B,
            ALIGN
                + panel
                    * (all ? (n + WIDTH - 1) / WIDTH : Math.min(GROUP, (n + WIDTH - 1) / WIDTH)));
    boolean directB = !transposedB && m <= (ldb < FAR ? ROWS_FOR_DIRECT_B : ROWS_FOR_FAR_B);
    boolean packA = packsA(m, n, k, aCol);
    for (int i = 0; i < m; i += BLOCK) {
      int rows = Math.min(BLOCK, m - i);
      float[] packedA =
          scratch.floats(Scratch.Purpose.PACKED_A, (packA ? rows + SHORT : SHORT) * k + L);
      int ai = ao + i * aRow;
      Pack.tiles(a, ai, aRow, aCol, rows, k, packA, packedA);
      int columns;
      for (int j = 0; j < n; j += columns) {
        int panels = Math.min(GROUP, (n - j) / WIDTH);
        columns = panels == 0 ? n - j : panels * WIDTH;
        boolean direct = directB && panels > 0;
        int at = direct ? bo + j : ALIGN + (all ? j / WIDTH * panel : 0);
        if (i == 0 && !direct) {
          Pack.panels(
              transposedB, b, transposedB ? bo + j * ldb : bo + j, ldb, k, columns, packedB, at);
        }
        RowTiles.run(
            rows,
            columns,
            k,
            a,
            ai,
            aRow,
            aCol,
            packA,
            packedA,
            direct ? b : packedB,
            at,
            direct ? ldb : WIDTH,
            direct ? WIDTH : panel,
            c,
            co + i * ldc + j,
            ldc,
            add,
            scratch);
      }
    }
  }

  private static boolean packsA(int m, int n, int k, int aCol) {
    if (m < RowTiles.tallest() || n <= COLUMNS_FOR_DIRECT_A) {
      return false;
    }
    // the transposed form already has a tile's rows interleaved
    return aCol == 1 || (aCol >= FAR && k > 64);
  }
}
