package dev.cotangent.optim;

import java.util.Objects;

/**
 * Clips each element of a gradient to ±limit, as in PyTorch's {@code clip_grad_value_}. Unlike
 * {@link GradientClipping} it changes the gradient's direction. A NaN stays NaN.
 *
 * <p>Immutable; safe for concurrent use on different ranges. Methods allocate nothing.
 *
 * @param limit the largest magnitude, &gt; 0
 */
public record ValueClipping(double limit) {

  /**
   * Validates the limit.
   *
   * @throws dev.cotangent.core.CotangentException if it is not finite and &gt; 0
   */
  public ValueClipping {
    Checks.positive("gradient clipping", "limit", limit);
  }

  /** Clips to ± that limit. */
  public static ValueClipping of(double limit) {
    return new ValueClipping(limit);
  }

  /**
   * Clips the elements [from, to) in place.
   *
   * @throws IndexOutOfBoundsException if the range is not within the array
   */
  public void clip(float[] gradients, int from, int to) {
    Objects.checkFromToIndex(from, to, gradients.length);
    float most = (float) limit;
    for (int i = from; i < to; i++) {
      gradients[i] = Math.max(-most, Math.min(most, gradients[i]));
    }
  }
}
