package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows by two vectors, with A read in either layout: for the eight or sixteen rows that tiles
 * of twelve leave over, where two tiles of four would wait for their own sums.
 *
 * <p>The loop over k is not unrolled by hand: C2 would spill accumulators.
 */
final class Tile8 {

  /** Rows of C that one call computes. */
  static final int ROWS = 8;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final int L = S.length();

  private Tile8() {}

  /**
   * C = A·B over one segment, or C += A·B.
   *
   * @param aRow distance in A from one row to the next
   * @param aCol distance in A from one k to the next
   */
  static void run(
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
    FloatVector c0x = FloatVector.zero(S);
    FloatVector c0y = FloatVector.zero(S);
    FloatVector c1x = FloatVector.zero(S);
    FloatVector c1y = FloatVector.zero(S);
    FloatVector c2x = FloatVector.zero(S);
    FloatVector c2y = FloatVector.zero(S);
    FloatVector c3x = FloatVector.zero(S);
    FloatVector c3y = FloatVector.zero(S);
    FloatVector c4x = FloatVector.zero(S);
    FloatVector c4y = FloatVector.zero(S);
    FloatVector c5x = FloatVector.zero(S);
    FloatVector c5y = FloatVector.zero(S);
    FloatVector c6x = FloatVector.zero(S);
    FloatVector c6y = FloatVector.zero(S);
    FloatVector c7x = FloatVector.zero(S);
    FloatVector c7y = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      int q = bo + p * bRow;
      FloatVector bx = FloatVector.fromArray(S, b, q);
      FloatVector by = FloatVector.fromArray(S, b, q + L);
      FloatVector e;
      int ai = ao + p * aCol;
      e = FloatVector.broadcast(S, a[ai]);
      c0x = e.fma(bx, c0x);
      c0y = e.fma(by, c0y);
      e = FloatVector.broadcast(S, a[ai + aRow]);
      c1x = e.fma(bx, c1x);
      c1y = e.fma(by, c1y);
      e = FloatVector.broadcast(S, a[ai + 2 * aRow]);
      c2x = e.fma(bx, c2x);
      c2y = e.fma(by, c2y);
      e = FloatVector.broadcast(S, a[ai + 3 * aRow]);
      c3x = e.fma(bx, c3x);
      c3y = e.fma(by, c3y);
      e = FloatVector.broadcast(S, a[ai + 4 * aRow]);
      c4x = e.fma(bx, c4x);
      c4y = e.fma(by, c4y);
      e = FloatVector.broadcast(S, a[ai + 5 * aRow]);
      c5x = e.fma(bx, c5x);
      c5y = e.fma(by, c5y);
      e = FloatVector.broadcast(S, a[ai + 6 * aRow]);
      c6x = e.fma(bx, c6x);
      c6y = e.fma(by, c6y);
      e = FloatVector.broadcast(S, a[ai + 7 * aRow]);
      c7x = e.fma(bx, c7x);
      c7y = e.fma(by, c7y);
    }
    if (add) {
      c0x = FloatVector.fromArray(S, c, co).add(c0x);
      c0y = FloatVector.fromArray(S, c, co + L).add(c0y);
      c1x = FloatVector.fromArray(S, c, co + ldc).add(c1x);
      c1y = FloatVector.fromArray(S, c, co + ldc + L).add(c1y);
      c2x = FloatVector.fromArray(S, c, co + 2 * ldc).add(c2x);
      c2y = FloatVector.fromArray(S, c, co + 2 * ldc + L).add(c2y);
      c3x = FloatVector.fromArray(S, c, co + 3 * ldc).add(c3x);
      c3y = FloatVector.fromArray(S, c, co + 3 * ldc + L).add(c3y);
      c4x = FloatVector.fromArray(S, c, co + 4 * ldc).add(c4x);
      c4y = FloatVector.fromArray(S, c, co + 4 * ldc + L).add(c4y);
      c5x = FloatVector.fromArray(S, c, co + 5 * ldc).add(c5x);
      c5y = FloatVector.fromArray(S, c, co + 5 * ldc + L).add(c5y);
      c6x = FloatVector.fromArray(S, c, co + 6 * ldc).add(c6x);
      c6y = FloatVector.fromArray(S, c, co + 6 * ldc + L).add(c6y);
      c7x = FloatVector.fromArray(S, c, co + 7 * ldc).add(c7x);
      c7y = FloatVector.fromArray(S, c, co + 7 * ldc + L).add(c7y);
    }
    c0x.intoArray(c, co);
    c0y.intoArray(c, co + L);
    c1x.intoArray(c, co + ldc);
    c1y.intoArray(c, co + ldc + L);
    c2x.intoArray(c, co + 2 * ldc);
    c2y.intoArray(c, co + 2 * ldc + L);
    c3x.intoArray(c, co + 3 * ldc);
    c3y.intoArray(c, co + 3 * ldc + L);
    c4x.intoArray(c, co + 4 * ldc);
    c4y.intoArray(c, co + 4 * ldc + L);
    c5x.intoArray(c, co + 5 * ldc);
    c5y.intoArray(c, co + 5 * ldc + L);
    c6x.intoArray(c, co + 6 * ldc);
    c6y.intoArray(c, co + 6 * ldc + L);
    c7x.intoArray(c, co + 7 * ldc);
    c7y.intoArray(c, co + 7 * ldc + L);
  }
}
