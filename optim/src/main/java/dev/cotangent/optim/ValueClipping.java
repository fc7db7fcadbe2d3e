package dev.cotangent.optim;

import java.util.Objects;

/**
 * Cuts each element of a gradient off at ±limit, which is PyTorch's {@code clip_grad_value_}.
 * Unlike {@link GradientClipping} it changes the gradient's direction. A NaN stays NaN.
 *
 * <p>An immutable value; safe for use by many threads on different ranges. Nothing is allocated.
 *
 * @param limit the largest magnitude, &gt; 0
 */
public record ValueClipping(double limit) {

  /**
   * Checks the limit.
   *
   * @throws dev.cotangent.core.CotangentException if it is not finite and &gt; 0
   */
  public ValueClipping {
    Checks.positive("gradient clipping", "limit", limit);
  }

  /**
   * Clips the elements [from, to).
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
