package dev.cotangent.optim;

import java.util.Objects;

/**
 * Clips a gradient by its norm over all parameters together.
 *
 * <p>Every element is multiplied by min(1, maxNorm / (norm + 1e-6)), as in PyTorch's {@code
 * clip_grad_norm_}; from Pascanu, Mikolov and Bengio, <i>On the difficulty of training recurrent
 * neural networks</i>, ICML 2013 (arXiv:1211.5063). The norm is computed in double precision, in an
 * order that depends only on the range. A NaN in the gradient makes the norm and the whole gradient
 * NaN; an infinity makes the norm infinite, its own element NaN and the others 0. Check {@link
 * #norm} first if that matters.
 *
 * <p>Immutable; safe for concurrent use on different ranges. Methods allocate nothing.
 *
 * @param maxNorm the largest norm, &gt; 0
 * @param norm the kind of norm
 */
public record GradientClipping(double maxNorm, Norm norm) {

  /** The norm of a gradient. */
  public enum Norm {
    /** The Euclidean norm: the root of the sum of squares. */
    EUCLIDEAN,
    /** The maximum norm: the largest magnitude. */
    INFINITY
  }

  private static final double MARGIN = 1e-6;

  /**
   * Validates the norm.
   *
   * @throws dev.cotangent.core.CotangentException if {@code maxNorm} is not finite and &gt; 0
   */
  public GradientClipping {
    Checks.positive("gradient clipping", "maxNorm", maxNorm);
  }

  /** Clips by the Euclidean norm of the whole gradient. */
  public static GradientClipping byGlobalNorm(double maxNorm) {
    return new GradientClipping(maxNorm, Norm.EUCLIDEAN);
  }

  /** Clips by the largest magnitude in the whole gradient; the direction stays the same. */
  public static GradientClipping byInfinityNorm(double maxNorm) {
    return new GradientClipping(maxNorm, Norm.INFINITY);
  }

  /**
   * Clips the elements [from, to) in place.
   *
   * @return their norm before clipping
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

  /** The factor for a gradient with the given norm; 1 if it needs no clipping. */
  public double factor(double size) {
    return Math.min(1, maxNorm / (size + MARGIN));
  }

  /**
   * Multiplies the elements [from, to) by a factor; for callers that scale one gradient in slices.
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

  /** Four partial sums over every fourth element, so that additions do not wait for each other. */
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
