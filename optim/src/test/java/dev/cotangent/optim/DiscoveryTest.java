package dev.cotangent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class DiscoveryTest {

  @Test
  void optimizersAndSchedulesAreFoundWithTheirDefaults() {
    assertThat(ServiceLoader.load(Optimizer.class)).contains(new Adam(), new Sgd());
    assertThat(ServiceLoader.load(Schedule.class)).contains(new Constant(), new Cosine());
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
}
