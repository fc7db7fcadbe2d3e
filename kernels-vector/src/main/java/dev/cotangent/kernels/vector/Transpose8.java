package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Transposes 8 by 8 blocks in registers, by exchanges at distances 1, 2, 4. */
final class Transpose8 {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;
  private static final int L = 8;

  private static final VectorShuffle<Float> UP1 = VectorShuffle.fromOp(S, i -> (i + 1) & (L - 1));
  private static final VectorShuffle<Float> DOWN1 = VectorShuffle.fromOp(S, i -> (i - 1) & (L - 1));
  private static final VectorMask<Float> ODD1 = VectorMask.fromLong(S, 0xAAL);
  private static final VectorShuffle<Float> UP2 = VectorShuffle.fromOp(S, i -> (i + 2) & (L - 1));
  private static final VectorShuffle<Float> DOWN2 = VectorShuffle.fromOp(S, i -> (i - 2) & (L - 1));
  private static final VectorMask<Float> ODD2 = VectorMask.fromLong(S, 0xCCL);
  private static final VectorShuffle<Float> UP4 = VectorShuffle.fromOp(S, i -> (i + 4) & (L - 1));
  private static final VectorShuffle<Float> DOWN4 = VectorShuffle.fromOp(S, i -> (i - 4) & (L - 1));
  private static final VectorMask<Float> ODD4 = VectorMask.fromLong(S, 0xF0L);

  private Transpose8() {}

  /**
   * Interleaves rows: {@code dst[to + p·toRow + r] = src[from + r·fromRow + p]}.
   *
   * <p>A whole vector is written for each p, in increasing order. If there are fewer rows than
   * lanes, the elements after them are undefined, and so are up to L − rows elements after the last
   * p.
   *
   * @return the number of p that were written, a multiple of L
   */
  static int run(
      float[] src, int from, int fromRow, int rows, int cols, float[] dst, int to, int toRow) {
    int p = 0;
    for (; p <= cols - L; p += L) {
      int s = from + p;
      FloatVector r0 = FloatVector.fromArray(S, src, s);
      FloatVector r1 = FloatVector.fromArray(S, src, s + (rows > 1 ? fromRow : 0));
      FloatVector r2 = FloatVector.fromArray(S, src, s + (rows > 2 ? 2 * fromRow : 0));
      FloatVector r3 = FloatVector.fromArray(S, src, s + (rows > 3 ? 3 * fromRow : 0));
      FloatVector r4 = FloatVector.fromArray(S, src, s + (rows > 4 ? 4 * fromRow : 0));
      FloatVector r5 = FloatVector.fromArray(S, src, s + (rows > 5 ? 5 * fromRow : 0));
      FloatVector r6 = FloatVector.fromArray(S, src, s + (rows > 6 ? 6 * fromRow : 0));
      FloatVector r7 = FloatVector.fromArray(S, src, s + (rows > 7 ? 7 * fromRow : 0));
      FloatVector t;
      t = r0.blend(r1.rearrange(DOWN1), ODD1);
      r1 = r0.rearrange(UP1).blend(r1, ODD1);
      r0 = t;
      t = r2.blend(r3.rearrange(DOWN1), ODD1);
      r3 = r2.rearrange(UP1).blend(r3, ODD1);
      r2 = t;
      t = r4.blend(r5.rearrange(DOWN1), ODD1);
      r5 = r4.rearrange(UP1).blend(r5, ODD1);
      r4 = t;
      t = r6.blend(r7.rearrange(DOWN1), ODD1);
      r7 = r6.rearrange(UP1).blend(r7, ODD1);
      r6 = t;
      t = r0.blend(r2.rearrange(DOWN2), ODD2);
      r2 = r0.rearrange(UP2).blend(r2, ODD2);
      r0 = t;
      t = r1.blend(r3.rearrange(DOWN2), ODD2);
      r3 = r1.rearrange(UP2).blend(r3, ODD2);
      r1 = t;
      t = r4.blend(r6.rearrange(DOWN2), ODD2);
      r6 = r4.rearrange(UP2).blend(r6, ODD2);
      r4 = t;
      t = r5.blend(r7.rearrange(DOWN2), ODD2);
      r7 = r5.rearrange(UP2).blend(r7, ODD2);
      r5 = t;
      t = r0.blend(r4.rearrange(DOWN4), ODD4);
      r4 = r0.rearrange(UP4).blend(r4, ODD4);
      r0 = t;
      t = r1.blend(r5.rearrange(DOWN4), ODD4);
      r5 = r1.rearrange(UP4).blend(r5, ODD4);
      r1 = t;
      t = r2.blend(r6.rearrange(DOWN4), ODD4);
      r6 = r2.rearrange(UP4).blend(r6, ODD4);
      r2 = t;
      t = r3.blend(r7.rearrange(DOWN4), ODD4);
      r7 = r3.rearrange(UP4).blend(r7, ODD4);
      r3 = t;
      int d = to + p * toRow;
      r0.intoArray(dst, d);
      r1.intoArray(dst, d + toRow);
      r2.intoArray(dst, d + 2 * toRow);
      r3.intoArray(dst, d + 3 * toRow);
      r4.intoArray(dst, d + 4 * toRow);
      r5.intoArray(dst, d + 5 * toRow);
      r6.intoArray(dst, d + 6 * toRow);
      r7.intoArray(dst, d + 7 * toRow);
    }
    return p;
  }
}
