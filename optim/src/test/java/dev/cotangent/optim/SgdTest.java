package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SgdTest {

  private static final Sgd HALF = Sgd.of(0.5);

  @Test
  void defaultsAreThoseOfPyTorch() {
    assertThat(new Sgd()).isEqualTo(new Sgd(1e-3, 0, 0, 0, false));
    assertThat(new Sgd().id()).isEqualTo("sgd");
    assertThat(new Sgd().slots()).isZero();
    assertThat(new Sgd().withMomentum(0.1).slots()).isEqualTo(1);
  }

  @Test
  void stepsAgainstTheGradient() {
    assertThat(new Steps(HALF, new float[] {1, 2}).step(new float[] {4, -2}))
        .containsExactly(-1, 3);
  }

  @Test
  void decayIsAddedToTheGradient() {
    assertThat(new Steps(HALF.withWeightDecay(0.25), new float[] {8}).step(new float[] {2}))
        .containsExactly(6);
  }

  @Test
  void theFirstStepIsNotDamped() {
    Steps steps = new Steps(HALF.withMomentum(0.5).withDampening(0.75), new float[1]);
    assertThat(steps.step(new float[] {8})).containsExactly(-4);
    // b = 0.5 · 8 + 0.25 · 8
    assertThat(steps.step(new float[] {8})).containsExactly(-7);
  }

  @Test
  void nesterovLooksAhead() {
    Steps steps = new Steps(HALF.withMomentum(0.5).withNesterov(), new float[1]);
    // b = 8, g + 0.5 · b = 12
    assertThat(steps.step(new float[] {8})).containsExactly(-6);
  }

  @Test
  void nesterovNeedsMomentumWithoutDampening() {
    assertThatThrownBy(HALF::withNesterov)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("momentum 0.0");
    assertThatThrownBy(() -> HALF.withMomentum(0.9).withDampening(0.1).withNesterov())
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("dampening 0.1");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void momentumAndDampeningAreBelowOne(double value) {
    assertThatThrownBy(() -> HALF.withMomentum(value))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("momentum is " + value + ", expected a number in [0, 1)");
    assertThatThrownBy(() -> HALF.withDampening(value)).isInstanceOf(CotangentException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesArePositive(double rate) {
    assertThatThrownBy(() -> Sgd.of(rate)).isInstanceOf(CotangentException.class);
  }
}
