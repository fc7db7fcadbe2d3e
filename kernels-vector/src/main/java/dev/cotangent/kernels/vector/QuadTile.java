package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows by two vectors, for machines with 32 registers. The rows of A are two quads: four
 * numbers that are adjacent in memory, such as pixels of an image, and a table says where the quads
 * of each k are. So a convolution multiplies its images where they are.
 *
 * <p>The loop over k is not unrolled by hand: C2 would spill accumulators.
 */
final class QuadTile {

  /** Rows of a quad. */
  static final int QUAD = 4;

  /** Rows of C that one call computes. */
  static final int ROWS = 2 * QUAD;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final int L = S.length();

  /** Columns of C that one call computes. */
  static final int WIDTH = 2 * L;

  /** Offset of working memory: elements from there are aligned to cache lines if the array is. */
  static final int ALIGN = 12;

  private QuadTile() {}

  /**
   * C = A·B over one segment, or C += A·B.
   *
   * @param a0 where the first quad of A is when its offset is 0; {@code a1} for the second
   * @param offsets from element {@code oo} on, the offset of the quads for each k
   * @param c0 the first of the four rows of C that belong to the first quad; {@code c1} for the
   *     second
   */
  static void run(
      int k,
      float[] a,
      int a0,
      int a1,
      long[] offsets,
      int oo,
      float[] b,
      int bo,
      int bRow,
      float[] c,
      int c0,
      int c1,
      int ldc,
      boolean add) {
    FloatVector s0x = FloatVector.zero(S);
    FloatVector s0y = FloatVector.zero(S);
    FloatVector s1x = FloatVector.zero(S);
    FloatVector s1y = FloatVector.zero(S);
    FloatVector s2x = FloatVector.zero(S);
    FloatVector s2y = FloatVector.zero(S);
    FloatVector s3x = FloatVector.zero(S);
    FloatVector s3y = FloatVector.zero(S);
    FloatVector s4x = FloatVector.zero(S);
    FloatVector s4y = FloatVector.zero(S);
    FloatVector s5x = FloatVector.zero(S);
    FloatVector s5y = FloatVector.zero(S);
    FloatVector s6x = FloatVector.zero(S);
    FloatVector s6y = FloatVector.zero(S);
    FloatVector s7x = FloatVector.zero(S);
    FloatVector s7y = FloatVector.zero(S);
    for (int p = 0; p < k; p++) {
      int q = bo + p * bRow;
      FloatVector bx = FloatVector.fromArray(S, b, q);
      FloatVector by = FloatVector.fromArray(S, b, q + L);
      FloatVector e;
      int offset = (int) offsets[oo + p];
      int i0 = a0 + offset;
      e = FloatVector.broadcast(S, a[i0]);
      s0x = e.fma(bx, s0x);
      s0y = e.fma(by, s0y);
      e = FloatVector.broadcast(S, a[i0 + 1]);
      s1x = e.fma(bx, s1x);
      s1y = e.fma(by, s1y);
      e = FloatVector.broadcast(S, a[i0 + 2]);
      s2x = e.fma(bx, s2x);
      s2y = e.fma(by, s2y);
      e = FloatVector.broadcast(S, a[i0 + 3]);
      s3x = e.fma(bx, s3x);
      s3y = e.fma(by, s3y);
      int i1 = a1 + offset;
      e = FloatVector.broadcast(S, a[i1]);
      s4x = e.fma(bx, s4x);
      s4y = e.fma(by, s4y);
      e = FloatVector.broadcast(S, a[i1 + 1]);
      s5x = e.fma(bx, s5x);
      s5y = e.fma(by, s5y);
      e = FloatVector.broadcast(S, a[i1 + 2]);
      s6x = e.fma(bx, s6x);
      s6y = e.fma(by, s6y);
      e = FloatVector.broadcast(S, a[i1 + 3]);
      s7x = e.fma(bx, s7x);
      s7y = e.fma(by, s7y);
    }
    if (add) {
      s0x = FloatVector.fromArray(S, c, c0).add(s0x);
      s0y = FloatVector.fromArray(S, c, c0 + L).add(s0y);
      s1x = FloatVector.fromArray(S, c, c0 + ldc).add(s1x);
      s1y = FloatVector.fromArray(S, c, c0 + ldc + L).add(s1y);
      s2x = FloatVector.fromArray(S, c, c0 + 2 * ldc).add(s2x);
      s2y = FloatVector.fromArray(S, c, c0 + 2 * ldc + L).add(s2y);
      s3x = FloatVector.fromArray(S, c, c0 + 3 * ldc).add(s3x);
      s3y = FloatVector.fromArray(S, c, c0 + 3 * ldc + L).add(s3y);
      s4x = FloatVector.fromArray(S, c, c1).add(s4x);
      s4y = FloatVector.fromArray(S, c, c1 + L).add(s4y);
      s5x = FloatVector.fromArray(S, c, c1 + ldc).add(s5x);
      s5y = FloatVector.fromArray(S, c, c1 + ldc + L).add(s5y);
      s6x = FloatVector.fromArray(S, c, c1 + 2 * ldc).add(s6x);
      s6y = FloatVector.fromArray(S, c, c1 + 2 * ldc + L).add(s6y);
      s7x = FloatVector.fromArray(S, c, c1 + 3 * ldc).add(s7x);
      s7y = FloatVector.fromArray(S, c, c1 + 3 * ldc + L).add(s7y);
    }
    s0x.intoArray(c, c0);
    s0y.intoArray(c, c0 + L);
    s1x.intoArray(c, c0 + ldc);
    s1y.intoArray(c, c0 + ldc + L);
    s2x.intoArray(c, c0 + 2 * ldc);
    s2y.intoArray(c, c0 + 2 * ldc + L);
    s3x.intoArray(c, c0 + 3 * ldc);
    s3y.intoArray(c, c0 + 3 * ldc + L);
    s4x.intoArray(c, c1);
    s4y.intoArray(c, c1 + L);
    s5x.intoArray(c, c1 + ldc);
    s5y.intoArray(c, c1 + ldc + L);
    s6x.intoArray(c, c1 + 2 * ldc);
    s6y.intoArray(c, c1 + 2 * ldc + L);
    s7x.intoArray(c, c1 + 3 * ldc);
    s7y.intoArray(c, c1 + 3 * ldc + L);
  }
}
