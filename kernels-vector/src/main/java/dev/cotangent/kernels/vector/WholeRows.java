package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and sums of rows that are whole vectors of sixteen lanes, so that a vector holds all
 * virtual lanes of a sum and a row needs neither a copy nor padding.
 *
 * <p>The lanes are added by {@link dev.cotangent.core.kernel.portable.Lanes#tree} in all lanes at
 * once: a vector plus itself, rotated by 8, 4, 2 and 1 lanes. As an addition does not depend on the
 * order of its two operands, every lane holds the same sum, and none has to be broadcast.
 */
final class WholeRows {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final boolean WIDE = L == Kernels.LANES;

  private static final VectorShuffle<Float> BY_8 = VectorShuffle.fromOp(S, i -> i + 8 & (L - 1));
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.fromOp(S, i -> i + 4 & (L - 1));
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.fromOp(S, i -> i + 2 & (L - 1));
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.fromOp(S, i -> i + 1 & (L - 1));

  /** Elements whose exponentials are computed in one call. */
  private static final int BLOCK = 2048;

  private WholeRows() {}

  /** Whether rows of this length are served here: whole vectors, and one segment. */
  static boolean fits(int cols) {
    return WIDE && cols > 0 && cols % L == 0 && cols <= L * Kernels.SEGMENT;
  }

  static void softmax(float[] x, int xo, int rows, int cols, float[] y, int yo) {
    int step = Math.max(1, BLOCK / cols);
    for (int r = 0; r < rows; r += step) {
      int size = Math.min(step, rows - r) * cols;
      int out = yo + r * cols;
      shift(x, xo + r * cols, size, cols, y, out);
      VectorExp.exp(y, out, 0f, y, out, size);
      normalize(y, out, size, cols);
    }
  }

  /** y = x less the maximum of its row. */
  private static void shift(float[] x, int xo, int size, int cols, float[] y, int yo) {
    for (int row = 0; row < size; row += cols) {
      FloatVector max = FloatVector.fromArray(S, x, xo + row);
      for (int i = row + L; i < row + cols; i += L) {
        max = max.max(FloatVector.fromArray(S, x, xo + i));
      }
      max = max.max(max.rearrange(BY_8));
      max = max.max(max.rearrange(BY_4));
      max = max.max(max.rearrange(BY_2));
      max = max.max(max.rearrange(BY_1));
      for (int i = row; i < row + cols; i += L) {
        FloatVector.fromArray(S, x, xo + i).sub(max).intoArray(y, yo + i);
      }
    }
  }

  /** Divides each row by its sum. */
  private static void normalize(float[] y, int yo, int size, int cols) {
    for (int row = yo; row < yo + size; row += cols) {
      FloatVector sum = FloatVector.zero(S);
      for (int i = row; i < row + cols; i += L) {
        sum = sum.add(FloatVector.fromArray(S, y, i));
      }
      sum = sum.add(sum.rearrange(BY_8));
      sum = sum.add(sum.rearrange(BY_4));
      sum = sum.add(sum.rearrange(BY_2));
      sum = sum.add(sum.rearrange(BY_1));
      FloatVector scale = FloatVector.broadcast(S, 1f).div(sum);
      for (int i = row; i < row + cols; i += L) {
        FloatVector.fromArray(S, y, i).mul(scale).intoArray(y, i);
      }
    }
  }

  static void sums(float[] x, int xo, int rows, int cols, float[] y, int yo) {
    for (int r = 0; r < rows; r++) {
      int row = xo + r * cols;
      FloatVector sum = FloatVector.zero(S);
      for (int i = row; i < row + cols; i += L) {
        sum = sum.add(FloatVector.fromArray(S, x, i));
      }
      sum = sum.add(sum.rearrange(BY_8));
      sum = sum.add(sum.rearrange(BY_4));
      sum = sum.add(sum.rearrange(BY_2));
      sum = sum.add(sum.rearrange(BY_1));
      y[yo + r] = sum.lane(0);
    }
  }
}
