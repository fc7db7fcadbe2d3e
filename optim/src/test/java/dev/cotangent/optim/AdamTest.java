package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdamTest {

  @Test
  void defaultsAreThoseOfPyTorch() {
    assertThat(new Adam()).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 0, false));
    assertThat(Adam.of(0.5)).isEqualTo(new Adam().withLearningRate(0.5));
    assertThat(new Adam().id()).isEqualTo("adam");
    assertThat(new Adam().slots()).isEqualTo(2);
    assertThat(new Adam().withAmsgrad().slots()).isEqualTo(3);
  }

  @Test
  void eachChangeTouchesOneAttribute() {
    assertThat(new Adam().withBetas(0.1, 0.2)).isEqualTo(new Adam(1e-3, 0.1, 0.2, 1e-8, 0, false));
    assertThat(new Adam().withEpsilon(0.1)).isEqualTo(new Adam(1e-3, 0.9, 0.999, 0.1, 0, false));
    assertThat(new Adam().withWeightDecay(2)).isEqualTo(new Adam(1e-3, 0.9, 0.999, 1e-8, 2, false));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void ratesArePositive(double rate) {
    assertThatThrownBy(() -> Adam.of(rate))
        .isInstanceOf(CotangentException.class)
        .hasMessage("adam: learningRate is " + rate + ", expected a finite number > 0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, 2, Double.NaN})
  void betasAreBelowOne(double beta) {
    assertThatThrownBy(() -> new Adam().withBetas(beta, 0.5))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("beta1 is " + beta + ", expected a number in [0, 1)");
    assertThatThrownBy(() -> new Adam().withBetas(0.5, beta))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("beta2");
  }

  @Test
  void epsilonAndDecayAreNotNegative() {
    assertThatThrownBy(() -> new Adam().withEpsilon(-1e-9)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new Adam().withWeightDecay(Double.NaN))
        .isInstanceOf(CotangentException.class);
  }

  @Test
  void aVanishedPowerMakesNoDifference() {
    double[] scalars = new double[new Adam().scalars()];
    for (long step : new long[] {1, 10, 399, 400, 401, 39_000, 40_001, 1_000_000_000_000L}) {
      new Adam().prepare(step, scalars);
      double root = Math.sqrt(1 - StrictMath.pow(0.999, (double) step));
      assertThat(scalars[0]).isCloseTo(1 / (1 - StrictMath.pow(0.9, (double) step)), within(1e-13));
      assertThat(scalars[1]).isCloseTo(1 / root, within(1e-13));
    }
  }

  @Test
  void theFirstStepIsAsLongAsTheLearningRate() {
    float[] after = new Steps(Adam.of(0.25), new float[3]).step(new float[] {7, -0.5f, 1e-3f});
    assertThat(after[0]).isCloseTo(-0.25f, within(1e-5f));
    assertThat(after[1]).isCloseTo(0.25f, within(1e-5f));
    assertThat(after[2]).isCloseTo(-0.25f, within(1e-5f));
  }
}
