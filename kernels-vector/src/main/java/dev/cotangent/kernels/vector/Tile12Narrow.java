package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Twelve rows by one vector, with A read in place in either layout: for products no wider than a
 * vector.
 *
 * <p>The loop over k is not unrolled by hand: C2 would spill accumulators.
 */
final class Tile12Narrow {

  /** Rows of C that one call computes. */
  static final int ROWS = 12;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private Tile12Narrow() {}

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
    FloatVector c1x = FloatVector.zero(S);
    FloatVector c2x = FloatVector.zero(S);
    FloatVector c3x = FloatVector.zero(S);
    FloatVector c4x = FloatVector.zero(S);
    FloatVector c5x = FloatVector.zero(S);
    FloatVector c6x = FloatVector.zero(S);
    FloatVector c7x = FloatVector.zero(S);
    FloatVector c8x = FloatVector.zero(S);
    FloatVector c9x = FloatVector.zero(S);
    FloatVector c10x = FloatVector.zero(S);
    FloatVector c11x = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      int q = bo + p * bRow;
      FloatVector bx = FloatVector.fromArray(S, b, q);
      FloatVector e;
      int ai = ao + p * aCol;
      e = FloatVector.broadcast(S, a[ai]);
      c0x = e.fma(bx, c0x);
      e = FloatVector.broadcast(S, a[ai + aRow]);
      c1x = e.fma(bx, c1x);
      e = FloatVector.broadcast(S, a[ai + 2 * aRow]);
      c2x = e.fma(bx, c2x);
      e = FloatVector.broadcast(S, a[ai + 3 * aRow]);
      c3x = e.fma(bx, c3x);
      e = FloatVector.broadcast(S, a[ai + 4 * aRow]);
      c4x = e.fma(bx, c4x);
      e = FloatVector.broadcast(S, a[ai + 5 * aRow]);
      c5x = e.fma(bx, c5x);
      e = FloatVector.broadcast(S, a[ai + 6 * aRow]);
      c6x = e.fma(bx, c6x);
      e = FloatVector.broadcast(S, a[ai + 7 * aRow]);
      c7x = e.fma(bx, c7x);
      e = FloatVector.broadcast(S, a[ai + 8 * aRow]);
      c8x = e.fma(bx, c8x);
      e = FloatVector.broadcast(S, a[ai + 9 * aRow]);
      c9x = e.fma(bx, c9x);
      e = FloatVector.broadcast(S, a[ai + 10 * aRow]);
      c10x = e.fma(bx, c10x);
      e = FloatVector.broadcast(S, a[ai + 11 * aRow]);
      c11x = e.fma(bx, c11x);
    }
    if (add) {
      c0x = FloatVector.fromArray(S, c, co).add(c0x);
      c1x = FloatVector.fromArray(S, c, co + ldc).add(c1x);
      c2x = FloatVector.fromArray(S, c, co + 2 * ldc).add(c2x);
      c3x = FloatVector.fromArray(S, c, co + 3 * ldc).add(c3x);
      c4x = FloatVector.fromArray(S, c, co + 4 * ldc).add(c4x);
      c5x = FloatVector.fromArray(S, c, co + 5 * ldc).add(c5x);
      c6x = FloatVector.fromArray(S, c, co + 6 * ldc).add(c6x);
      c7x = FloatVector.fromArray(S, c, co + 7 * ldc).add(c7x);
      c8x = FloatVector.fromArray(S, c, co + 8 * ldc).add(c8x);
      c9x = FloatVector.fromArray(S, c, co + 9 * ldc).add(c9x);
      c10x = FloatVector.fromArray(S, c, co + 10 * ldc).add(c10x);
      c11x = FloatVector.fromArray(S, c, co + 11 * ldc).add(c11x);
    }
    c0x.intoArray(c, co);
    c1x.intoArray(c, co + ldc);
    c2x.intoArray(c, co + 2 * ldc);
    c3x.intoArray(c, co + 3 * ldc);
    c4x.intoArray(c, co + 4 * ldc);
    c5x.intoArray(c, co + 5 * ldc);
    c6x.intoArray(c, co + 6 * ldc);
    c7x.intoArray(c, co + 7 * ldc);
    c8x.intoArray(c, co + 8 * ldc);
    c9x.intoArray(c, co + 9 * ldc);
    c10x.intoArray(c, co + 10 * ldc);
    c11x.intoArray(c, co + 11 * ldc);
  }
}
