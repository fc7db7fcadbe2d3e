package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.portable.Lanes;
import dev.cotangent.core.math.Polynomials;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and related functions, row by row.
 *
 * <p>A row is copied into scratch memory and padded with −∞ to whole groups of sixteen: loops need
 * no tail, and the exponential of the padding is +0, which changes no sum. One loop stores the
 * exponentials and another adds them: C2 boxes a sum that is live across the polynomial on machines
 * with narrow vectors.
 */
final class VectorRows {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int LANES = Kernels.LANES;
  private static final int SEGMENT = LANES * Kernels.SEGMENT;

  private VectorRows() {}

  static void logSumExp(float[] x, int xo, int rows, int cols, float[] y, int yo, Scratch scratch) {
    int size = padded(cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, LANES);
    for (int r = 0; r < rows; r++) {
      float max = load(x, xo + r * cols, cols, row, size);
      if (Float.isInfinite(max)) {
        y[yo + r] = max;
      } else {
        VectorExp.exp(row, 0, max, row, 0, size);
        y[yo + r] = max + Polynomials.log(laneSum(row, size, lanes));
      }
    }
  }

  static void softmax(float[] x, int xo, int rows, int cols, float[] y, int yo, Scratch scratch) {
    int size = padded(cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, LANES);
    for (int r = 0; r < rows; r++) {
      float max = load(x, xo + r * cols, cols, row, size);
      VectorExp.exp(row, 0, max, row, 0, size);
      scale(row, size, 1f / laneSum(row, size, lanes), 1f);
      System.arraycopy(row, 0, y, yo + r * cols, cols);
    }
  }

  static void softmaxCrossEntropy(
      float[] z,
      int zo,
      int[] labels,
      int lo,
      int rows,
      int cols,
      float[] loss,
      int out,
      Scratch scratch) {
    int size = padded(cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, LANES);
    for (int r = 0; r < rows; r++) {
      int label = labels[lo + r];
      if (label < 0 || label >= cols) {
        loss[out + r] = Float.NaN;
      } else {
        float max = load(z, zo + r * cols, cols, row, size);
        float distance = max - row[label];
        VectorExp.exp(row, 0, max, row, 0, size);
        loss[out + r] = distance + Polynomials.log(laneSum(row, size, lanes));
      }
    }
  }

  static void softmaxCrossEntropyGrad(
      float[] z,
      int zo,
      int[] labels,
      int lo,
      float[] upstream,
      int uo,
      int rows,
      int cols,
      float[] dz,
      int out,
      float[] loss,
      int lossOut,
      Scratch scratch) {
    int size = padded(cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, LANES);
    for (int r = 0; r < rows; r++) {
      int label = labels[lo + r];
      boolean known = label >= 0 && label < cols;
      float u = known ? upstream[uo + r] : Float.NaN;
      float max = load(z, zo + r * cols, cols, row, size);
      float distance = known ? max - row[label] : Float.NaN;
      VectorExp.exp(row, 0, max, row, 0, size);
      float sum = laneSum(row, size, lanes);
      if (loss != Kernels.UNWANTED) {
        loss[lossOut + r] = distance + Polynomials.log(sum);
      }
      float scale = 1f / sum;
      float expected = known ? (row[label] * scale - 1f) * u : 0f;
      scale(row, size, scale, u);
      System.arraycopy(row, 0, dz, out + r * cols, cols);
      if (known) {
        dz[out + r * cols + label] = expected;
      }
    }
  }

  /** The number of columns, rounded up to a multiple of sixteen. */
  static int padded(int cols) {
    return (cols + LANES - 1) / LANES * LANES;
  }

  /**
   * Copies and pads a row, and returns its maximum, which does not depend on the order of
   * reduction.
   */
  private static float load(float[] x, int xo, int cols, float[] row, int size) {
    System.arraycopy(x, xo, row, 0, cols);
    Arrays.fill(row, cols, size, Float.NEGATIVE_INFINITY);
    FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < size; i += L) {
      max = max.max(FloatVector.fromArray(S, row, i));
    }
    return max.reduceLanes(VectorOperators.MAX);
  }

  /** The sum in sixteen virtual lanes, one vector of them at a time. */
  static float laneSum(float[] row, int size, float[] lanes) {
    for (int lane = 0; lane < LANES; lane += L) {
      FloatVector total = FloatVector.zero(S);
      for (int begin = 0; begin < size; begin += SEGMENT) {
        int end = Math.min(size, begin + SEGMENT);
        FloatVector sum = FloatVector.zero(S);
        for (int i = begin + lane; i < end; i += LANES) {
          sum = sum.add(FloatVector.fromArray(S, row, i));
        }
        total = total.add(sum);
      }
      total.intoArray(lanes, lane);
    }
    return Lanes.tree(lanes, 0);
  }

  private static void scale(float[] row, int size, float first, float second) {
    for (int i = 0; i < size; i += L) {
      FloatVector.fromArray(S, row, i).mul(first).mul(second).intoArray(row, i);
    }
  }
}
