package dev.cotangent.core.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The report of a gradient check. */
class GradientCheckTest {

  /** x³ at 2 has the derivatives 12 and 12. */
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 77})
  void aFunctionWithOneOutputIsShownWithItsDerivative(long seed) {
    GradientComparison worst = worst(seed, Tensor.f64(2.0));
    assertThat(worst.analytic()).isEqualTo(12);
    assertThat(worst.numeric()).isCloseTo(12, within(1e-8));
  }

  @Test
  void soIsATensorOfOneElement() {
    assertThat(worst(3, Tensor.f64(Shape.of(1, 1), 2.0)).analytic()).isEqualTo(12);
  }

  private static GradientComparison worst(long seed, Tensor point) {
    GradientReport report =
        GradientCheck.of(in -> in.get(0).mul(in.get(0)).mul(in.get(0))).withSeed(seed).at(point);
    return report.worst().orElseThrow();
  }
}
