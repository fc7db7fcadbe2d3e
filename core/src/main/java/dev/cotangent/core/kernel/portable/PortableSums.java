package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;

/** Sums along rows and over rows. */
final class PortableSums {

  private static final int LANES = Kernels.LANES;
  private static final int SEGMENT = Kernels.SEGMENT;

  private PortableSums() {}

  /**
   * The sum of n elements in sixteen virtual lanes, each lane in segments.
   *
   * <p>The lanes are local variables, to avoid allocating an array. A lane starts at +0, so it is
   * never −0, and an empty lane can be added like any other.
   */
  static float laneSum(float[] x, int offset, int n) {
    if (n <= LANES) {
      return shortSum(x, offset, n);
    }
    int segment = LANES * SEGMENT;
    if (n <= segment) {
      return segmentedSum(x, offset, n, n);
    }
    return segmentedSum(x, offset, n, segment);
  }

  private static float segmentedSum(float[] x, int offset, int n, int segment) {
    float t0 = 0, t1 = 0, t2 = 0, t3 = 0, t4 = 0, t5 = 0, t6 = 0, t7 = 0;
    float t8 = 0, t9 = 0, t10 = 0, t11 = 0, t12 = 0, t13 = 0, t14 = 0, t15 = 0;
    for (int begin = 0; begin < n; begin += segment) {
      int end = offset + Math.min(n, begin + segment);
      float s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
      float s8 = 0, s9 = 0, s10 = 0, s11 = 0, s12 = 0, s13 = 0, s14 = 0, s15 = 0;
      int i = offset + begin;
      for (; i <= end - LANES; i += LANES) {
        s0 += x[i];
        s1 += x[i + 1];
        s2 += x[i + 2];
        s3 += x[i + 3];
        s4 += x[i + 4];
        s5 += x[i + 5];
        s6 += x[i + 6];
        s7 += x[i + 7];
        s8 += x[i + 8];
        s9 += x[i + 9];
        s10 += x[i + 10];
        s11 += x[i + 11];
        s12 += x[i + 12];
        s13 += x[i + 13];
        s14 += x[i + 14];
        s15 += x[i + 15];
      }
      s0 += at(x, i, end);
      s1 += at(x, i + 1, end);
      s2 += at(x, i + 2, end);
      s3 += at(x, i + 3, end);
      s4 += at(x, i + 4, end);
      s5 += at(x, i + 5, end);
      s6 += at(x, i + 6, end);
      s7 += at(x, i + 7, end);
      s8 += at(x, i + 8, end);
      s9 += at(x, i + 9, end);
      s10 += at(x, i + 10, end);
      s11 += at(x, i + 11, end);
      s12 += at(x, i + 12, end);
      s13 += at(x, i + 13, end);
      s14 += at(x, i + 14, end);
      t0 += s0;
      t1 += s1;
      t2 += s2;
      t3 += s3;
      t4 += s4;
      t5 += s5;
      t6 += s6;
      t7 += s7;
      t8 += s8;
      t9 += s9;
      t10 += s10;
      t11 += s11;
      t12 += s12;
      t13 += s13;
      t14 += s14;
      t15 += s15;
    }
    // the tree of Lanes.tree, at distances 8, 4, 2, 1
    float u0 = (t0 + t8) + (t4 + t12);
    float u1 = (t1 + t9) + (t5 + t13);
    float u2 = (t2 + t10) + (t6 + t14);
    float u3 = (t3 + t11) + (t7 + t15);
    return (u0 + u2) + (u1 + u3);
  }

  /** The sum of at most sixteen elements: the tree alone. */
  private static float shortSum(float[] x, int o, int n) {
    int e = o + n;
    float u0 = (at(x, o, e) + at(x, o + 8, e)) + (at(x, o + 4, e) + at(x, o + 12, e));
    float u1 = (at(x, o + 1, e) + at(x, o + 9, e)) + (at(x, o + 5, e) + at(x, o + 13, e));
    float u2 = (at(x, o + 2, e) + at(x, o + 10, e)) + (at(x, o + 6, e) + at(x, o + 14, e));
    float u3 = (at(x, o + 3, e) + at(x, o + 11, e)) + (at(x, o + 7, e) + at(x, o + 15, e));
    return (u0 + u2) + (u1 + u3);
  }

  /** The element, or +0 past the end; 0 + x turns −0 into +0, as a lane that starts at +0 does. */
  private static float at(float[] x, int i, int end) {
    return i < end ? 0f + x[i] : 0f;
  }

  /** Sums over rows, with lanes over columns and one chain of additions per segment of rows. */
  static void columnSums(
      float[] x,
      int xOffset,
      int ldx,
      int rows,
      int cols,
      float[] y,
      int yOffset,
      Scratch scratch) {
    float[] sums = scratch.floats(Scratch.Purpose.TILE, cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, cols);
    Arrays.fill(y, yOffset, yOffset + cols, 0f);
    for (int begin = 0; begin < rows; begin += SEGMENT) {
      Arrays.fill(sums, 0, cols, 0f);
      int end = Math.min(rows, begin + SEGMENT);
      for (int r = begin; r < end; r++) {
        System.arraycopy(x, xOffset + r * ldx, row, 0, cols);
        add(sums, row, cols);
      }
      for (int c = 0; c < cols; c++) {
        y[yOffset + c] += sums[c];
      }
    }
  }

  /** Uses one array per operand and the bare loop index, the form that C2 vectorises. */
  private static void add(float[] sums, float[] row, int n) {
    for (int i = 0; i < n; i++) {
      sums[i] += row[i];
    }
  }
}
