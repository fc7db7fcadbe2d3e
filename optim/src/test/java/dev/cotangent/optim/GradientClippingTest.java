package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;

class GradientClippingTest {

  @Test
  void onlyTheRangeCounts() {
    float[] gradients = {100, 3, 0, 4, 100};
    double norm = GradientClipping.byGlobalNorm(1).clip(gradients, 1, 4);
    assertThat(norm).isEqualTo(5);
    assertThat(gradients).containsExactly(new float[] {100, 0.6f, 0, 0.8f, 100}, within(1e-6f));
  }

  @Test
  void theInfinityNormIsTheLargestMagnitude() {
    float[] gradients = {1, -4, 2};
    assertThat(GradientClipping.byInfinityNorm(2).clip(gradients, 0, 3)).isEqualTo(4);
    assertThat(gradients).containsExactly(new float[] {0.5f, -2, 1}, within(1e-6f));
  }

  @Test
  void hugeGradientsDoNotOverflow() {
    float[] gradients = {Float.MAX_VALUE, Float.MAX_VALUE};
    assertThat(GradientClipping.byGlobalNorm(1).clip(gradients, 0, 2)).isFinite();
    assertThat(gradients[0]).isCloseTo((float) Math.sqrt(0.5), within(1e-6f));
  }

  @Test
  void notANumberShowsInTheNorm() {
    float[] gradients = {1, Float.NaN, 2, 3, 4, 5};
    assertThat(GradientClipping.byGlobalNorm(1).norm(gradients, 0, 6)).isNaN();
    assertThat(GradientClipping.byInfinityNorm(1).norm(gradients, 0, 6)).isNaN();
    assertThat(GradientClipping.byGlobalNorm(1).norm(new float[] {Float.NEGATIVE_INFINITY}, 0, 1))
        .isInfinite();
  }

  @Test
  void argumentsAreChecked() {
    assertThatThrownBy(() -> GradientClipping.byGlobalNorm(0))
        .isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> GradientClipping.byInfinityNorm(Double.NaN))
        .isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> GradientClipping.byGlobalNorm(1).clip(new float[2], 1, 3))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
