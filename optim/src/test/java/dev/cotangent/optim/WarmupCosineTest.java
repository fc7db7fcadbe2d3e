package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import org.junit.jupiter.api.Test;

class WarmupCosineTest {

  private static final Schedule SCHEDULE =
      WarmupCosine.of(10, 100).withStartFactor(0.1).withEtaMin(0.5);

  @Test
  void hasTheBitsOfTheSequenceAndThenStaysLow() {
    Schedule sequence =
        Sequence.of(LinearWarmup.of(10).withStartFactor(0.1), 10, Cosine.of(90).withEtaMin(0.5));
    for (long step = 0; step <= 100; step++) {
      assertThat(SCHEDULE.learningRate(2, step)).isEqualTo(sequence.learningRate(2, step));
    }
    assertThat(SCHEDULE.learningRate(2, 0)).isEqualTo(0.2);
    assertThat(SCHEDULE.learningRate(2, 10)).isEqualTo(2);
    assertThat(SCHEDULE.learningRate(2, 55)).isCloseTo(1.25, within(1e-12));
    assertThat(SCHEDULE.learningRate(2, 100)).isEqualTo(0.5);
    assertThat(SCHEDULE.learningRate(2, 150)).isEqualTo(0.5);
  }

  @Test
  void isFoundByName() {
    Attributes named =
        Attributes.none()
            .with("warmup", 10)
            .with("steps", 100)
            .with("start_factor", 0.1)
            .with("eta_min", 0.5);
    assertThat(Registry.standard().schedule("warmup_cosine").with(named)).isEqualTo(SCHEDULE);
    assertThat(SCHEDULE.attributes()).isEqualTo(named);
  }

  @Test
  void isPlannedForAllSteps() {
    assertThat(SCHEDULE.horizon()).hasValue(100);
    assertThat(SCHEDULE.withHorizon(50))
        .isEqualTo(WarmupCosine.of(10, 50).withStartFactor(0.1).withEtaMin(0.5));
    assertThat(WarmupCosine.of(10, 100).withHorizon(5)).isEqualTo(WarmupCosine.of(4, 5));
  }

  @Test
  void anErrorNamesTheAttribute() {
    assertThatThrownBy(() -> WarmupCosine.of(10, 10))
        .hasMessage("warmup_cosine: steps is 10, expected more than the 10 of the warm-up");
    assertThatThrownBy(() -> WarmupCosine.of(0, 10)).hasMessageContaining("warmup");
    assertThatThrownBy(() -> WarmupCosine.of(1, 10).withStartFactor(1.5))
        .hasMessageContaining("startFactor is 1.5, expected");
    assertThatThrownBy(() -> WarmupCosine.of(1, 10).withEtaMin(-1)).hasMessageContaining("etaMin");
  }
}
