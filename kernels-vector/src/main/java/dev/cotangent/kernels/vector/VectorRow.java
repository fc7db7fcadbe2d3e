package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Multiplies a single row by a matrix, read in place, with eight vectors of C at a time in
 * registers.
 */
final class VectorRow {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorRow() {}

  /**
   * Computes one segment, for n ≥ L. The last columns are computed in a whole vector that overlaps
   * the columns before them.
   */
  static void run(
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
    int done = wide(n, k, a, ao, aCol, b, bo, ldb, c, co, add);
    done = narrow(done, n, k, a, ao, aCol, b, bo, ldb, c, co, add);
    if (done < n) {
      float[] tile = scratch.floats(Scratch.Purpose.TILE, L);
      narrow(0, L, k, a, ao, aCol, b, bo + n - L, ldb, tile, 0, false);
      for (int j = done; j < n; j++) {
        float t = tile[j - n + L];
        c[co + j] = add ? c[co + j] + t : t;
      }
    }
  }

  /**
   * Computes one segment, for n &lt; L. Rows of B are read as whole vectors, past their n elements,
   * as long as the array continues; the last rows are copied first.
   */
  static void runShort(
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
    float[] tile = scratch.floats(Scratch.Purpose.TILE, L);
    Arrays.fill(tile, 0, L, 0f);
    FloatVector sum = FloatVector.zero(S);
    int p = 0;
    for (; p < k && bo + p * ldb <= b.length - L; p++) {
      sum =
          FloatVector.broadcast(S, a[ao + p * aCol])
              .fma(FloatVector.fromArray(S, b, bo + p * ldb), sum);
    }
    for (; p < k; p++) {
      System.arraycopy(b, bo + p * ldb, tile, 0, n);
      sum = FloatVector.broadcast(S, a[ao + p * aCol]).fma(FloatVector.fromArray(S, tile, 0), sum);
    }
    sum.intoArray(tile, 0);
    for (int j = 0; j < n; j++) {
      c[co + j] = add ? c[co + j] + tile[j] : tile[j];
    }
  }

  private static int wide(
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
      boolean add) {
    int j = 0;
    for (; j <= n - 8 * L; j += 8 * L) {
      FloatVector c0 = FloatVector.zero(S);
      FloatVector c1 = c0;
      FloatVector c2 = c0;
      FloatVector c3 = c0;
      FloatVector c4 = c0;
      FloatVector c5 = c0;
      FloatVector c6 = c0;
      FloatVector c7 = c0;
      for (int p = 0; p < k; p++) {
        int q = bo + j + p * ldb;
        FloatVector e = FloatVector.broadcast(S, a[ao + p * aCol]);
        c0 = e.fma(FloatVector.fromArray(S, b, q), c0);
        c1 = e.fma(FloatVector.fromArray(S, b, q + L), c1);
        c2 = e.fma(FloatVector.fromArray(S, b, q + 2 * L), c2);
        c3 = e.fma(FloatVector.fromArray(S, b, q + 3 * L), c3);
        c4 = e.fma(FloatVector.fromArray(S, b, q + 4 * L), c4);
        c5 = e.fma(FloatVector.fromArray(S, b, q + 5 * L), c5);
        c6 = e.fma(FloatVector.fromArray(S, b, q + 6 * L), c6);
        c7 = e.fma(FloatVector.fromArray(S, b, q + 7 * L), c7);
      }
      int t = co + j;
      if (add) {
        c0 = FloatVector.fromArray(S, c, t).add(c0);
        c1 = FloatVector.fromArray(S, c, t + L).add(c1);
        c2 = FloatVector.fromArray(S, c, t + 2 * L).add(c2);
        c3 = FloatVector.fromArray(S, c, t + 3 * L).add(c3);
        c4 = FloatVector.fromArray(S, c, t + 4 * L).add(c4);
        c5 = FloatVector.fromArray(S, c, t + 5 * L).add(c5);
        c6 = FloatVector.fromArray(S, c, t + 6 * L).add(c6);
        c7 = FloatVector.fromArray(S, c, t + 7 * L).add(c7);
      }
      c0.intoArray(c, t);
      c1.intoArray(c, t + L);
      c2.intoArray(c, t + 2 * L);
      c3.intoArray(c, t + 3 * L);
      c4.intoArray(c, t + 4 * L);
      c5.intoArray(c, t + 5 * L);
      c6.intoArray(c, t + 6 * L);
      c7.intoArray(c, t + 7 * L);
    }
    return j;
  }

  private static int narrow(
      int from,
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
      boolean add) {
    int j = from;
    for (; j <= n - L; j += L) {
      FloatVector sum = FloatVector.zero(S);
      for (int p = 0; p < k; p++) {
        sum =
            FloatVector.broadcast(S, a[ao + p * aCol])
                .fma(FloatVector.fromArray(S, b, bo + j + p * ldb), sum);
      }
      if (add) {
        sum = FloatVector.fromArray(S, c, co + j).add(sum);
      }
      sum.intoArray(c, co + j);
    }
    return j;
  }
}
