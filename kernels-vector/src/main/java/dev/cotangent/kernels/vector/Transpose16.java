package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Transposes 16 by 16 blocks in registers, by exchanges at distances 1, 2, 4, 8. */
final class Transpose16 {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final int L = 16;

  private static final VectorShuffle<Float> UP1 = VectorShuffle.fromOp(S, i -> (i + 1) & (L - 1));
  private static final VectorShuffle<Float> DOWN1 = VectorShuffle.fromOp(S, i -> (i - 1) & (L - 1));
  private static final VectorMask<Float> ODD1 = VectorMask.fromLong(S, 0xAAAAL);
  private static final VectorShuffle<Float> UP2 = VectorShuffle.fromOp(S, i -> (i + 2) & (L - 1));
  private static final VectorShuffle<Float> DOWN2 = VectorShuffle.fromOp(S, i -> (i - 2) & (L - 1));
  private static final VectorMask<Float> ODD2 = VectorMask.fromLong(S, 0xCCCCL);
  private static final VectorShuffle<Float> UP4 = VectorShuffle.fromOp(S, i -> (i + 4) & (L - 1));
  private static final VectorShuffle<Float> DOWN4 = VectorShuffle.fromOp(S, i -> (i - 4) & (L - 1));
  private static final VectorMask<Float> ODD4 = VectorMask.fromLong(S, 0xF0F0L);
  private static final VectorShuffle<Float> UP8 = VectorShuffle.fromOp(S, i -> (i + 8) & (L - 1));
  private static final VectorShuffle<Float> DOWN8 = VectorShuffle.fromOp(S, i -> (i - 8) & (L - 1));
  private static final VectorMask<Float> ODD8 = VectorMask.fromLong(S, 0xFF00L);

  private Transpose16() {}

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
      FloatVector r8 = FloatVector.fromArray(S, src, s + (rows > 8 ? 8 * fromRow : 0));
      FloatVector r9 = FloatVector.fromArray(S, src, s + (rows > 9 ? 9 * fromRow : 0));
      FloatVector r10 = FloatVector.fromArray(S, src, s + (rows > 10 ? 10 * fromRow : 0));
      FloatVector r11 = FloatVector.fromArray(S, src, s + (rows > 11 ? 11 * fromRow : 0));
      FloatVector r12 = FloatVector.fromArray(S, src, s + (rows > 12 ? 12 * fromRow : 0));
      FloatVector r13 = FloatVector.fromArray(S, src, s + (rows > 13 ? 13 * fromRow : 0));
      FloatVector r14 = FloatVector.fromArray(S, src, s + (rows > 14 ? 14 * fromRow : 0));
      FloatVector r15 = FloatVector.fromArray(S, src, s + (rows > 15 ? 15 * fromRow : 0));
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
      t = r8.blend(r9.rearrange(DOWN1), ODD1);
      r9 = r8.rearrange(UP1).blend(r9, ODD1);
      r8 = t;
      t = r10.blend(r11.rearrange(DOWN1), ODD1);
      r11 = r10.rearrange(UP1).blend(r11, ODD1);
      r10 = t;
      t = r12.blend(r13.rearrange(DOWN1), ODD1);
      r13 = r12.rearrange(UP1).blend(r13, ODD1);
      r12 = t;
      t = r14.blend(r15.rearrange(DOWN1), ODD1);
      r15 = r14.rearrange(UP1).blend(r15, ODD1);
      r14 = t;
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
      t = r8.blend(r10.rearrange(DOWN2), ODD2);
      r10 = r8.rearrange(UP2).blend(r10, ODD2);
      r8 = t;
      t = r9.blend(r11.rearrange(DOWN2), ODD2);
      r11 = r9.rearrange(UP2).blend(r11, ODD2);
      r9 = t;
      t = r12.blend(r14.rearrange(DOWN2), ODD2);
      r14 = r12.rearrange(UP2).blend(r14, ODD2);
      r12 = t;
      t = r13.blend(r15.rearrange(DOWN2), ODD2);
      r15 = r13.rearrange(UP2).blend(r15, ODD2);
      r13 = t;
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
      t = r8.blend(r12.rearrange(DOWN4), ODD4);
      r12 = r8.rearrange(UP4).blend(r12, ODD4);
      r8 = t;
      t = r9.blend(r13.rearrange(DOWN4), ODD4);
      r13 = r9.rearrange(UP4).blend(r13, ODD4);
      r9 = t;
      t = r10.blend(r14.rearrange(DOWN4), ODD4);
      r14 = r10.rearrange(UP4).blend(r14, ODD4);
      r10 = t;
      t = r11.blend(r15.rearrange(DOWN4), ODD4);
      r15 = r11.rearrange(UP4).blend(r15, ODD4);
      r11 = t;
      t = r0.blend(r8.rearrange(DOWN8), ODD8);
      r8 = r0.rearrange(UP8).blend(r8, ODD8);
      r0 = t;
      t = r1.blend(r9.rearrange(DOWN8), ODD8);
      r9 = r1.rearrange(UP8).blend(r9, ODD8);
      r1 = t;
      t = r2.blend(r10.rearrange(DOWN8), ODD8);
      r10 = r2.rearrange(UP8).blend(r10, ODD8);
      r2 = t;
      t = r3.blend(r11.rearrange(DOWN8), ODD8);
      r11 = r3.rearrange(UP8).blend(r11, ODD8);
      r3 = t;
      t = r4.blend(r12.rearrange(DOWN8), ODD8);
      r12 = r4.rearrange(UP8).blend(r12, ODD8);
      r4 = t;
      t = r5.blend(r13.rearrange(DOWN8), ODD8);
      r13 = r5.rearrange(UP8).blend(r13, ODD8);
      r5 = t;
      t = r6.blend(r14.rearrange(DOWN8), ODD8);
      r14 = r6.rearrange(UP8).blend(r14, ODD8);
      r6 = t;
      t = r7.blend(r15.rearrange(DOWN8), ODD8);
      r15 = r7.rearrange(UP8).blend(r15, ODD8);
      r7 = t;
      int d = to + p * toRow;
      r0.intoArray(dst, d);
      r1.intoArray(dst, d + toRow);
      r2.intoArray(dst, d + 2 * toRow);
      r3.intoArray(dst, d + 3 * toRow);
      r4.intoArray(dst, d + 4 * toRow);
      r5.intoArray(dst, d + 5 * toRow);
      r6.intoArray(dst, d + 6 * toRow);
      r7.intoArray(dst, d + 7 * toRow);
      r8.intoArray(dst, d + 8 * toRow);
      r9.intoArray(dst, d + 9 * toRow);
      r10.intoArray(dst, d + 10 * toRow);
      r11.intoArray(dst, d + 11 * toRow);
      r12.intoArray(dst, d + 12 * toRow);
      r13.intoArray(dst, d + 13 * toRow);
      r14.intoArray(dst, d + 14 * toRow);
      r15.intoArray(dst, d + 15 * toRow);
    }
    return p;
  }
}
