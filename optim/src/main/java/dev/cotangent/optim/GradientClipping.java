package dev.cotangent.optim;

import java.util.Objects;

/**
 * Scales a gradient down to a largest norm, over all parameters together.
 *
 * <p>Every element is multiplied by min(1, maxNorm / (norm + 1e-6)), which is PyTorch's {@code
 * clip_grad_norm_}; from Pascanu, Mikolov and Bengio, <i>On the difficulty of training recurrent
 * neural networks</i>, ICML 2013 (arXiv:1211.5063). The norm is computed in double precision, in an
 * order that the range alone decides. A NaN in the gradient makes the norm NaN and then all of the
 * gradient; an infinity makes the norm infinite and itself NaN: look at {@link #norm} first.
 *
 * <p>An immutable value; safe for use by many threads on different ranges. Nothing is allocated.
 *
 * @param maxNorm the largest norm, &gt; 0
 * @param norm which norm
 */
public record GradientClipping(double maxNorm, Norm norm) {

  /** How the size of a gradient is measured. */
  public enum Norm {
    /** The root of the sum of the squares. */
    EUCLIDEAN,
    /** The largest magnitude. */
    INFINITY
  }

  private static final double MARGIN = 1e-6;

  /**
   * Checks the norm.
   *
   * @throws dev.cotangent.core.CotangentException if {@code maxNorm} is not finite and &gt; 0
   */
  public GradientClipping {
    Checks.positive("gradient clipping", "maxNorm", maxNorm);
  }

  /** Clipping by the Euclidean norm of the whole gradient. */
  public static GradientClipping byGlobalNorm(double maxNorm) {
    return new GradientClipping(maxNorm, Norm.EUCLIDEAN);
  }

  /** Clipping by the largest magnitude in the whole gradient, which keeps its direction. */
  public static GradientClipping byInfinityNorm(double maxNorm) {
    return new GradientClipping(maxNorm, Norm.INFINITY);
  }

  /**
   * Clips the elements [from, to).
   *
   * @return their norm before that
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public double clip(float[] gradients, int from, int to) {
    double size = norm(gradients, from, to);
    scale(gradients, from, to, factor(size));
    return size;
  }

  /**
   * The norm of the elements [from, to); 0 if there are none.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public double norm(float[] gradients, int from, int to) {
    Objects.checkFromToIndex(from, to, gradients.length);
    return switch (norm) {
      case EUCLIDEAN -> Math.sqrt(sumOfSquares(gradients, from, to));
      case INFINITY -> largest(gradients, from, to);
    };
  }

  /** What a gradient of some norm is multiplied by: 1 if it is small enough. */
  public double factor(double size) {
    return Math.min(1, maxNorm / (size + MARGIN));
  }

  /**
   * Multiplies the elements [from, to) by a factor: for those who scale one gradient in slices.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public static void scale(float[] gradients, int from, int to, double factor) {
    Objects.checkFromToIndex(from, to, gradients.length);
    float rounded = (float) factor;
    if (rounded == 1) {
      return;
    }
    for (int i = from; i < to; i++) {
      gradients[i] = gradients[i] * rounded;
    }
  }

  /** Four sums, over every fourth element, so that one addition need not wait for the last. */
  private static double sumOfSquares(float[] x, int from, int to) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = from;
    for (; i <= to - 4; i += 4) {
      sum0 += (double) x[i] * x[i];
      sum1 += (double) x[i + 1] * x[i + 1];
      sum2 += (double) x[i + 2] * x[i + 2];
      sum3 += (double) x[i + 3] * x[i + 3];
    }
    for (; i < to; i++) {
      sum0 += (double) x[i] * x[i];
    }
    return (sum0 + sum1) + (sum2 + sum3);
  }

  private static double largest(float[] x, int from, int to) {
    float largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    return largest;
  }
}
