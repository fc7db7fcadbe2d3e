package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void constantIsTheBaseRate() {
    assertThat(new ConstantRate().learningRate(0.3, 0)).isEqualTo(0.3);
    assertThat(new ConstantRate().learningRate(0.3, Long.MAX_VALUE)).isEqualTo(0.3);
    assertThat(new ConstantRate().id()).isEqualTo("constant");
  }

  @Test
  void cosineFallsToItsMinimumAndRisesAgain() {
    Cosine cosine = new Cosine(10, 0.1);
    assertThat(cosine.learningRate(0.5, 0)).isEqualTo(0.5);
    assertThat(cosine.learningRate(0.5, 5)).isCloseTo(0.3, within(1e-15));
    assertThat(cosine.learningRate(0.5, 10)).isEqualTo(0.1);
    assertThat(cosine.learningRate(0.5, 15)).isCloseTo(0.3, within(1e-15));
    assertThat(cosine.learningRate(0.5, 20)).isEqualTo(0.5);
  }

  @Test
  void cosineKeepsItsDigitsFarOut() {
    Cosine cosine = Cosine.of(1000);
    long far = 1L << 50;
    assertThat(cosine.learningRate(0.5, far + 123))
        .isEqualTo(cosine.learningRate(0.5, (far + 123) % 2000));
  }

  @Test
  void cosineChecksItsNumbers() {
    assertThatThrownBy(() -> Cosine.of(0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("tMax is 0, expected at least 1 step");
    assertThatThrownBy(() -> new Cosine(1, -1)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new Cosine(1, Double.NaN)).isInstanceOf(CotangentException.class);
  }
}
