package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Twelve rows by two vectors, with A read in place, row by row: for a B so narrow that packing A
 * does not pay off.
 *
 * <p>The loop over k is not unrolled by hand: C2 would spill accumulators.
 */
final class Tile12Rows {

  /** Rows of C that one call computes. */
  static final int ROWS = 12;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final int L = S.length();

  private Tile12Rows() {}

  /**
   * C = A·B over one segment, or C += A·B.
   *
   * @param aRow distance in A from one row to the next
   */
  static void run(
      int k,
      float[] a,
      int ao,
      int aRow,
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
    FloatVector c8x = FloatVector.zero(S);
    FloatVector c8y = FloatVector.zero(S);
    FloatVector c9x = FloatVector.zero(S);
    FloatVector c9y = FloatVector.zero(S);
    FloatVector c10x = FloatVector.zero(S);
    FloatVector c10y = FloatVector.zero(S);
    FloatVector c11x = FloatVector.zero(S);
    FloatVector c11y = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      int q = bo + p * bRow;
      FloatVector bx = FloatVector.fromArray(S, b, q);
      FloatVector by = FloatVector.fromArray(S, b, q + L);
      FloatVector e;
      e = FloatVector.broadcast(S, a[ao + p]);
      c0x = e.fma(bx, c0x);
      c0y = e.fma(by, c0y);
      e = FloatVector.broadcast(S, a[ao + aRow + p]);
      c1x = e.fma(bx, c1x);
      c1y = e.fma(by, c1y);
      e = FloatVector.broadcast(S, a[ao + 2 * aRow + p]);
      c2x = e.fma(bx, c2x);
      c2y = e.fma(by, c2y);
      e = FloatVector.broadcast(S, a[ao + 3 * aRow + p]);
      c3x = e.fma(bx, c3x);
      c3y = e.fma(by, c3y);
      e = FloatVector.broadcast(S, a[ao + 4 * aRow + p]);
      c4x = e.fma(bx, c4x);
      c4y = e.fma(by, c4y);
      e = FloatVector.broadcast(S, a[ao + 5 * aRow + p]);
      c5x = e.fma(bx, c5x);
      c5y = e.fma(by, c5y);
      e = FloatVector.broadcast(S, a[ao + 6 * aRow + p]);
      c6x = e.fma(bx, c6x);
      c6y = e.fma(by, c6y);
      e = FloatVector.broadcast(S, a[ao + 7 * aRow + p]);
      c7x = e.fma(bx, c7x);
      c7y = e.fma(by, c7y);
      e = FloatVector.broadcast(S, a[ao + 8 * aRow + p]);
      c8x = e.fma(bx, c8x);
      c8y = e.fma(by, c8y);
      e = FloatVector.broadcast(S, a[ao + 9 * aRow + p]);
      c9x = e.fma(bx, c9x);
      c9y = e.fma(by, c9y);
      e = FloatVector.broadcast(S, a[ao + 10 * aRow + p]);
      c10x = e.fma(bx, c10x);
      c10y = e.fma(by, c10y);
      e = FloatVector.broadcast(S, a[ao + 11 * aRow + p]);
      c11x = e.fma(bx, c11x);
      c11y = e.fma(by, c11y);
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
      c8x = FloatVector.fromArray(S, c, co + 8 * ldc).add(c8x);
      c8y = FloatVector.fromArray(S, c, co + 8 * ldc + L).add(c8y);
      c9x = FloatVector.fromArray(S, c, co + 9 * ldc).add(c9x);
      c9y = FloatVector.fromArray(S, c, co + 9 * ldc + L).add(c9y);
      c10x = FloatVector.fromArray(S, c, co + 10 * ldc).add(c10x);
      c10y = FloatVector.fromArray(S, c, co + 10 * ldc + L).add(c10y);
      c11x = FloatVector.fromArray(S, c, co + 11 * ldc).add(c11x);
      c11y = FloatVector.fromArray(S, c, co + 11 * ldc + L).add(c11y);
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
    c8x.intoArray(c, co + 8 * ldc);
    c8y.intoArray(c, co + 8 * ldc + L);
    c9x.intoArray(c, co + 9 * ldc);
    c9y.intoArray(c, co + 9 * ldc + L);
    c10x.intoArray(c, co + 10 * ldc);
    c10y.intoArray(c, co + 10 * ldc + L);
    c11x.intoArray(c, co + 11 * ldc);
    c11y.intoArray(c, co + 11 * ldc + L);
  }
}
