package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standardizes rows of whole vectors, as in {@link WholeRows}, and computes the gradient. Each pass
 * computes the distances from the mean anew: that costs less than to store them.
 */
final class WholeStandardize {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> BY_8 = VectorShuffle.fromOp(S, i -> i + 8 & (L - 1));
  private static final VectorShuffle<Float> BY_4 = VectorShuffle.fromOp(S, i -> i + 4 & (L - 1));
  private static final VectorShuffle<Float> BY_2 = VectorShuffle.fromOp(S, i -> i + 2 & (L - 1));
  private static final VectorShuffle<Float> BY_1 = VectorShuffle.fromOp(S, i -> i + 1 & (L - 1));

  private WholeStandardize() {}

  /** Computes {@link Kernels#standardize}. */
  static void standardize(float[] x, int xo, int rows, int cols, float epsilon, float[] y, int yo) {
    for (int r = 0; r < rows; r++) {
      int from = xo + r * cols;
      int to = yo + r * cols - from;
      FloatVector first = FloatVector.broadcast(S, x[from]);
      FloatVector mean = FloatVector.zero(S);
      for (int i = from; i < from + cols; i += L) {
        mean = mean.add(FloatVector.fromArray(S, x, i).sub(first));
      }
      mean = mean.add(mean.rearrange(BY_8));
      mean = mean.add(mean.rearrange(BY_4));
      mean = mean.add(mean.rearrange(BY_2));
      mean = mean.add(mean.rearrange(BY_1)).div(cols);
      FloatVector scale = FloatVector.zero(S);
      for (int i = from; i < from + cols; i += L) {
        FloatVector d = FloatVector.fromArray(S, x, i).sub(first).sub(mean);
        scale = scale.add(d.mul(d));
      }
      scale = scale.add(scale.rearrange(BY_8));
      scale = scale.add(scale.rearrange(BY_4));
      scale = scale.add(scale.rearrange(BY_2));
      scale = scale.add(scale.rearrange(BY_1)).div(cols).add(epsilon).sqrt();
      scale = FloatVector.broadcast(S, 1f).div(scale);
      for (int i = from; i < from + cols; i += L) {
        FloatVector d = FloatVector.fromArray(S, x, i).sub(first).sub(mean);
        d.mul(scale).intoArray(y, to + i);
      }
    }
  }

  /** Computes {@link Kernels#standardizeGrad}. */
  static void standardizeGrad(
      float[] x,
      int xo,
      float[] upstream,
      int uo,
      int rows,
      int cols,
      float epsilon,
      float[] dx,
      int out) {
    for (int r = 0; r < rows; r++) {
      int from = xo + r * cols;
      int above = uo + r * cols - from;
      int to = out + r * cols - from;
      FloatVector x0 = FloatVector.broadcast(S, x[from]);
      FloatVector u0 = FloatVector.broadcast(S, upstream[above + from]);
      FloatVector xMean = FloatVector.zero(S);
      FloatVector uMean = FloatVector.zero(S);
      for (int i = from; i < from + cols; i += L) {
        xMean = xMean.add(FloatVector.fromArray(S, x, i).sub(x0));
        uMean = uMean.add(FloatVector.fromArray(S, upstream, above + i).sub(u0));
      }
      xMean = xMean.add(xMean.rearrange(BY_8));
      uMean = uMean.add(uMean.rearrange(BY_8));
      xMean = xMean.add(xMean.rearrange(BY_4));
      uMean = uMean.add(uMean.rearrange(BY_4));
      xMean = xMean.add(xMean.rearrange(BY_2));
      uMean = uMean.add(uMean.rearrange(BY_2));
      xMean = xMean.add(xMean.rearrange(BY_1)).div(cols);
      uMean = uMean.add(uMean.rearrange(BY_1)).div(cols);
      FloatVector scale = FloatVector.zero(S);
      for (int i = from; i < from + cols; i += L) {
        FloatVector d = FloatVector.fromArray(S, x, i).sub(x0).sub(xMean);
        scale = scale.add(d.mul(d));
      }
      scale = scale.add(scale.rearrange(BY_8));
      scale = scale.add(scale.rearrange(BY_4));
      scale = scale.add(scale.rearrange(BY_2));
      scale = scale.add(scale.rearrange(BY_1)).div(cols).add(epsilon).sqrt();
      scale = FloatVector.broadcast(S, 1f).div(scale);
      FloatVector slope = FloatVector.zero(S);
      for (int i = from; i < from + cols; i += L) {
        FloatVector y = FloatVector.fromArray(S, x, i).sub(x0).sub(xMean).mul(scale);
        FloatVector c = FloatVector.fromArray(S, upstream, above + i).sub(u0).sub(uMean);
        slope = slope.add(c.mul(y));
      }
      slope = slope.add(slope.rearrange(BY_8));
      slope = slope.add(slope.rearrange(BY_4));
      slope = slope.add(slope.rearrange(BY_2));
      slope = slope.add(slope.rearrange(BY_1)).div(cols);
      for (int i = from; i < from + cols; i += L) {
        FloatVector y = FloatVector.fromArray(S, x, i).sub(x0).sub(xMean).mul(scale);
        FloatVector c = FloatVector.fromArray(S, upstream, above + i).sub(u0).sub(uMean);
        c.sub(y.mul(slope)).mul(scale).intoArray(dx, to + i);
      }
    }
  }
}
