package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalLong;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  @Test
  void optimizersAndSchedulesAreFoundWithTheirDefaults() {
    assertThat(ServiceLoader.load(Optimizer.class)).contains(new Adam(), new Sgd());
    assertThat(ServiceLoader.load(Schedule.class)).contains(new ConstantRate(), new Cosine());
  }

  @Test
  void anotherRateKeepsTheRule() {
    for (Optimizer optimizer : ServiceLoader.load(Optimizer.class)) {
      Optimizer faster = optimizer.withLearningRate(0.5);
      assertThat(faster.learningRate()).isEqualTo(0.5);
      assertThat(faster.id()).isEqualTo(optimizer.id());
      assertThat(faster.withLearningRate(optimizer.learningRate())).isEqualTo(optimizer);
    }
  }

  @Test
  void attributesMakeTheSameRuleAgain() {
    for (Optimizer optimizer : ServiceLoader.load(Optimizer.class)) {
      assertThat(optimizer.with(optimizer.attributes())).isEqualTo(optimizer);
      assertThat(optimizer.with(Attributes.none())).isEqualTo(optimizer);
      assertThatThrownBy(() -> optimizer.with(Attributes.none().with("speed", 1)))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining("unknown attribute 'speed'");
    }
    for (Schedule schedule : ServiceLoader.load(Schedule.class)) {
      assertThat(schedule.with(schedule.attributes())).isEqualTo(schedule);
      assertThat(schedule.with(Attributes.none())).isEqualTo(schedule);
    }
  }

  @Test
  void aPlannedScheduleHasThatHorizon() {
    for (Schedule schedule : ServiceLoader.load(Schedule.class)) {
      OptionalLong horizon = schedule.withHorizon(77).horizon();
      assertThat(horizon.isPresent()).isEqualTo(schedule.horizon().isPresent());
      assertThat(horizon.orElse(77)).isEqualTo(77);
    }
  }
}
