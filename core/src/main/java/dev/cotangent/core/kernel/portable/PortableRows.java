package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.math.Polynomials;

/**
 * Softmax and related functions: the maximum of each row, then the exponentials, stored to memory,
 * then their sum in virtual lanes. Short rows are treated several at a time, so that the loops of
 * the exponential have enough elements.
 */
final class PortableRows {

  private PortableRows() {}

  static void logSumExp(
      float[] x, int xOffset, int rows, int cols, float[] y, int yOffset, Scratch scratch) {
    int most = rowsAtATime(rows, cols);
    float[] e = scratch.floats(Scratch.Purpose.ROW, most * cols);
    for (int first = 0; first < rows; first += most) {
      int count = Math.min(most, rows - first);
      for (int r = 0; r < count; r++) {
        y[yOffset + first + r] = shift(x, xOffset + (first + r) * cols, e, r * cols, cols);
      }
      exp(e, 0, count * cols);
      for (int r = 0; r < count; r++) {
        float max = y[yOffset + first + r];
        if (!Float.isInfinite(max)) {
          float sum = PortableSums.laneSum(e, r * cols, cols);
          y[yOffset + first + r] = max + Polynomials.log(sum);
        }
      }
    }
  }

  static void softmax(float[] x, int xOffset, int rows, int cols, float[] y, int yOffset) {
    int most = rowsAtATime(rows, cols);
    for (int first = 0; first < rows; first += most) {
      int end = Math.min(rows, first + most);
      for (int r = first; r < end; r++) {
        shift(x, xOffset + r * cols, y, yOffset + r * cols, cols);
      }
      exp(y, yOffset + first * cols, (end - first) * cols);
      for (int r = first; r < end; r++) {
        int out = yOffset + r * cols;
        float scale = 1f / PortableSums.laneSum(y, out, cols);
        for (int i = out; i < out + cols; i++) {
          y[i] = y[i] * scale;
        }
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
    int most = rowsAtATime(rows, cols);
    float[] e = scratch.floats(Scratch.Purpose.ROW, most * cols);
    for (int first = 0; first < rows; first += most) {
      int end = Math.min(rows, first + most);
      for (int r = first; r < end; r++) {
        int out = (r - first) * cols;
        shift(z, zOffset + r * cols, e, out, cols);
        loss[lossOffset + r] = distance(e, out, cols, labels[labelsOffset + r]);
      }
      exp(e, 0, (end - first) * cols);
      for (int r = first; r < end; r++) {
        // a sum of two non-negative numbers loses no accuracy, however large the logits are
        float sum = PortableSums.laneSum(e, (r - first) * cols, cols);
        loss[lossOffset + r] += Polynomials.log(sum);
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
    int most = rowsAtATime(rows, cols);
    for (int first = 0; first < rows; first += most) {
      int end = Math.min(rows, first + most);
      for (int r = first; r < end; r++) {
        int out = dzOffset + r * cols;
        shift(z, zOffset + r * cols, dz, out, cols);
        if (loss != Kernels.UNWANTED) {
          loss[lossOffset + r] = distance(dz, out, cols, labels[labelsOffset + r]);
        }
      }
      exp(dz, dzOffset + first * cols, (end - first) * cols);
      for (int r = first; r < end; r++) {
        int out = dzOffset + r * cols;
        float sum = PortableSums.laneSum(dz, out, cols);
        if (loss != Kernels.UNWANTED) {
          loss[lossOffset + r] += Polynomials.log(sum);
        }
        gradient(dz, out, cols, labels[labelsOffset + r], sum, upstream[upstreamOffset + r]);
      }
    }
  }

  /** The gradient of one row, in place of its exponentials. */
  private static void gradient(
      float[] dz, int out, int cols, int label, float sum, float upstream) {
    boolean known = label >= 0 && label < cols;
    float u = known ? upstream : Float.NaN;
    float scale = 1f / sum;
    float expected = known ? (dz[out + label] * scale - 1f) * u : 0f;
    for (int i = out; i < out + cols; i++) {
      dz[i] = dz[i] * scale * u;
    }
    if (known) {
      dz[out + label] = expected;
    }
  }

  /** The distance of the label's element from the maximum; NaN for an unknown label. */
  private static float distance(float[] shifted, int offset, int cols, int label) {
    return label >= 0 && label < cols ? -shifted[offset + label] : Float.NaN;
  }

  private static int rowsAtATime(int rows, int cols) {
    return Math.max(1, Math.min(rows, ElementBlock.SIZE / Math.max(1, cols)));
  }

  /** y = x − the maximum of x, which is returned. */
  private static float shift(float[] x, int xo, float[] y, int yo, int n) {
    float max = max(x, xo, n);
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i] - max;
    }
    return max;
  }

  /** The largest element; NaN if any element is NaN, −∞ for an empty row. */
  private static float max(float[] x, int offset, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = offset; i < offset + n; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  private static void exp(float[] y, int offset, int n) {
    PortableUnary.apply(Unary.EXP, y, offset, y, offset, n);
  }
}
