package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.math.Polynomials;

/**
 * Softmax and related functions, row by row: the maximum, then the exponentials, stored to memory,
 * then their sum in virtual lanes.
 */
final class PortableRows {

  private PortableRows() {}

  static void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    float[] e = scratch.floats(Scratch.Purpose.ROW, cols);
    for (int r = 0; r < rows; r++) {
      int row = xOffset + r * cols;
      float max = max(x, row, cols);
      if (Float.isInfinite(max)) {
        y[yOffset + r] = max;
      } else {
        exp(x, row, max, e, 0, cols);
        y[yOffset + r] = max + Polynomials.log(PortableSums.laneSum(e, 0, cols));
      }
    }
  }

  static void softmax(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    for (int r = 0; r < rows; r++) {
      int row = xOffset + r * cols;
      int out = yOffset + r * cols;
      exp(x, row, max(x, row, cols), y, out, cols);
      float scale = 1f / PortableSums.laneSum(y, out, cols);
      for (int i = out; i < out + cols; i++) {
        y[i] = y[i] * scale;
      }
    }
  }

  static void softmaxCrossEntropy(
      float[] z,
      int zOffset,
      int[] labels,
      int labelsOffset,
      int rows,
      int cols,
      float[] loss,
      int lossOffset,
      Scratch scratch) {
    float[] e = scratch.floats(Scratch.Purpose.ROW, cols);
    for (int r = 0; r < rows; r++) {
      int row = zOffset + r * cols;
      int label = labels[labelsOffset + r];
      if (label < 0 || label >= cols) {
        loss[lossOffset + r] = Float.NaN;
      } else {
        float max = max(z, row, cols);
        exp(z, row, max, e, 0, cols);
        // a sum of two non-negative numbers loses no accuracy, however large the logits are
        float distance = max - z[row + label];
        loss[lossOffset + r] = distance + Polynomials.log(PortableSums.laneSum(e, 0, cols));
      }
    }
  }

  static void softmaxCrossEntropyGrad(
      float[] z,
      int zOffset,
      int[] labels,
      int labelsOffset,
      float[] upstream,
      int upstreamOffset,
      int rows,
      int cols,
      float[] dz,
      int dzOffset,
      float[] loss,
      int lossOffset) {
    for (int r = 0; r < rows; r++) {
      int row = zOffset + r * cols;
      int out = dzOffset + r * cols;
      int label = labels[labelsOffset + r];
      boolean known = label >= 0 && label < cols;
      float u = known ? upstream[upstreamOffset + r] : Float.NaN;
      float max = max(z, row, cols);
      float distance = known ? max - z[row + label] : Float.NaN;
      exp(z, row, max, dz, out, cols);
      float sum = PortableSums.laneSum(dz, out, cols);
      if (loss != Kernels.UNWANTED) {
        loss[lossOffset + r] = distance + Polynomials.log(sum);
      }
      float scale = 1f / sum;
      float expected = known ? (dz[out + label] * scale - 1f) * u : 0f;
      for (int i = out; i < out + cols; i++) {
        dz[i] = dz[i] * scale * u;
      }
      if (known) {
        dz[out + label] = expected;
      }
    }
  }

  /** The largest element; NaN if any element is NaN, −∞ for an empty row. */
  private static float max(float[] x, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** y = e^(x − shift). */
  private static void exp(float[] x, int xo, float shift, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = Polynomials.exp(x[xo + i] - shift);
    }
  }
}
