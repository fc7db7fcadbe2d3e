package dev.cotangent.example.swish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Gradients;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.registry.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SwishTest {

  @Test
  void isFoundByItsId() {
    assertThat(Registry.standard().activation("swish")).isEqualTo(new Swish());
  }

  @ParameterizedTest
  @ValueSource(doubles = {-300, -5, -1, 0, 0.5, 2, 300})
  void hasTheValueAndTheDerivativeOfTheFormula(double at) {
    Tensor x = Tensor.scalar(at);
    Tensor y = new Swish().apply(x);
    double gate = 1 / (1 + Math.exp(-at));
    assertThat(y.item()).isCloseTo(at * gate, within(1e-12));
    assertThat(Gradients.of(y, x).of(x).item())
        .isCloseTo(gate + at * gate * (1 - gate), within(1e-12));
  }

  @Test
  void canBeDifferentiatedTwice() {
    Tensor x = Tensor.scalar(0.0);
    Tensor first = Gradients.of(new Swish().apply(x), x).of(x);
    assertThat(Gradients.of(first, x).of(x).item()).isCloseTo(0.5, within(1e-12));
  }
}
