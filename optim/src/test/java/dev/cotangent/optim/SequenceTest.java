package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import org.junit.jupiter.api.Test;

class SequenceTest {

  private static final Schedule WARM = new LinearWarmup(0.1, 1, 10);

  @Test
  void theSecondBeginsAtItsOwnFirstStep() {
    Schedule both = Sequence.of(WARM, 10, Cosine.of(90));
    assertThat(both.learningRate(2, 0)).isEqualTo(0.2);
    assertThat(both.learningRate(2, 9)).isEqualTo(WARM.learningRate(2, 9));
    assertThat(both.learningRate(2, 10)).isEqualTo(2);
    assertThat(both.learningRate(2, 55)).isEqualTo(Cosine.of(90).learningRate(2, 45));
    assertThat(both.learningRate(2, 100)).isZero();
  }

  @Test
  void threeInARow() {
    Schedule all = Sequence.of(WARM, 10, Sequence.of(new ConstantRate(), 20, new Exponential(0.5)));
    assertThat(all.learningRate(1, 29)).isEqualTo(1);
    assertThat(all.learningRate(1, 32)).isEqualTo(0.25);
    assertThat(all.horizon()).isEmpty();
    assertThat(new Sequence().with(all.attributes())).isEqualTo(all);
  }

  @Test
  void itIsPlannedForAllSteps() {
    Schedule both = Sequence.of(WARM, 10, Cosine.of(90));
    assertThat(both.horizon()).hasValue(100);
    assertThat(both.withHorizon(50)).isEqualTo(Sequence.of(WARM, 10, Cosine.of(40)));
    assertThat(both.withHorizon(5)).isEqualTo(Sequence.of(WARM, 10, Cosine.of(1)));
  }

  /** {@code sequence:steps=10,first.start_factor=0.1,first.total_iters=10,then.t_max=90}. */
  @Test
  void warmUpAndCosineByName() {
    Attributes named =
        Attributes.none()
            .with("steps", 10)
            .with("first.start_factor", 0.1)
            .with("first.total_iters", 10)
            .with("then.t_max", 90);
    assertThat(new Sequence().with(named)).isEqualTo(Sequence.of(WARM, 10, Cosine.of(90)));
    assertThat(new Sequence().with(Attributes.none().with("then", "constant")))
        .isEqualTo(Sequence.of(new LinearWarmup(), 5, new ConstantRate()));
    assertThatThrownBy(() -> new Sequence().with(Attributes.none().with("warm", 1)))
        .hasMessageContaining("unknown attribute 'warm'");
    assertThatThrownBy(() -> Sequence.of(WARM, 0, WARM)).hasMessageContaining("sequence: steps");
  }
}
