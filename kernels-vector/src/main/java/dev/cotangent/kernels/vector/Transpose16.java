package dev.cotangent.kernels.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Interleaves up to 16 rows, eight columns at a time: two loads put row r and row r + 8 into the
 * halves of a vector, and exchanges at distances 1, 2, 4 transpose both halves at once. Whole
 * blocks of 16 by 16 would need more registers than there are.
 */
final class Transpose16 {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_512;
  private static final int L = 16;

  /** Columns of one block. */
  private static final int HALF = 8;

  private static final VectorShuffle<Float> UP1 = VectorShuffle.fromOp(S, i -> (i + 1) & (L - 1));
  private static final VectorShuffle<Float> DOWN1 = VectorShuffle.fromOp(S, i -> (i - 1) & (L - 1));
  private static final VectorMask<Float> ODD1 = VectorMask.fromLong(S, 0xAAAAL);
  private static final VectorShuffle<Float> UP2 = VectorShuffle.fromOp(S, i -> (i + 2) & (L - 1));
  private static final VectorShuffle<Float> DOWN2 = VectorShuffle.fromOp(S, i -> (i - 2) & (L - 1));
  private static final VectorMask<Float> ODD2 = VectorMask.fromLong(S, 0xCCCCL);
  private static final VectorShuffle<Float> UP4 = VectorShuffle.fromOp(S, i -> (i + 4) & (L - 1));
  private static final VectorShuffle<Float> DOWN4 = VectorShuffle.fromOp(S, i -> (i - 4) & (L - 1));
  private static final VectorMask<Float> ODD4 = VectorMask.fromLong(S, 0xF0F0L);
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, 0xFF00L);

  private Transpose16() {}

  /**
   * Interleaves rows: {@code dst[to + p·toRow + r] = src[from + r·fromRow + p]}.
   *
   * <p>A whole vector is written for each p, in increasing order. If there are fewer rows than
   * lanes, the elements after them are undefined, and so are up to L − rows elements after the last
   * p.
   *
   * @return the number of p that were written: all of them but less than a vector
   */
  static int run(
      float[] src, int from, int fromRow, int rows, int cols, float[] dst, int to, int toRow) {
    int p = 0;
    // with more than eight rows there is always another row after those that are read too far
    int last = cols - (rows > HALF ? HALF : L);
    int end = from + (rows - 1) * fromRow;
    int back = rows > HALF ? HALF : 0;
    int o1 = Math.min(from + fromRow, end);
    int o2 = Math.min(from + 2 * fromRow, end);
    int o3 = Math.min(from + 3 * fromRow, end);
    int o4 = Math.min(from + 4 * fromRow, end);
    int o5 = Math.min(from + 5 * fromRow, end);
    int o6 = Math.min(from + 6 * fromRow, end);
    int o7 = Math.min(from + 7 * fromRow, end);
    int o8 = Math.min(from + 8 * fromRow, end) - back;
    int o9 = Math.min(from + 9 * fromRow, end) - back;
    int o10 = Math.min(from + 10 * fromRow, end) - back;
    int o11 = Math.min(from + 11 * fromRow, end) - back;
    int o12 = Math.min(from + 12 * fromRow, end) - back;
    int o13 = Math.min(from + 13 * fromRow, end) - back;
    int o14 = Math.min(from + 14 * fromRow, end) - back;
    int o15 = Math.min(from + 15 * fromRow, end) - back;
    for (; p <= last; p += HALF) {
      FloatVector r0 = FloatVector.fromArray(S, src, from + p);
      FloatVector r1 = FloatVector.fromArray(S, src, o1 + p);
      FloatVector r2 = FloatVector.fromArray(S, src, o2 + p);
      FloatVector r3 = FloatVector.fromArray(S, src, o3 + p);
      FloatVector r4 = FloatVector.fromArray(S, src, o4 + p);
      FloatVector r5 = FloatVector.fromArray(S, src, o5 + p);
      FloatVector r6 = FloatVector.fromArray(S, src, o6 + p);
      FloatVector r7 = FloatVector.fromArray(S, src, o7 + p);
      r0 = r0.blend(FloatVector.fromArray(S, src, o8 + p), UPPER);
      r1 = r1.blend(FloatVector.fromArray(S, src, o9 + p), UPPER);
      r2 = r2.blend(FloatVector.fromArray(S, src, o10 + p), UPPER);
      r3 = r3.blend(FloatVector.fromArray(S, src, o11 + p), UPPER);
      r4 = r4.blend(FloatVector.fromArray(S, src, o12 + p), UPPER);
      r5 = r5.blend(FloatVector.fromArray(S, src, o13 + p), UPPER);
      r6 = r6.blend(FloatVector.fromArray(S, src, o14 + p), UPPER);
      r7 = r7.blend(FloatVector.fromArray(S, src, o15 + p), UPPER);
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
