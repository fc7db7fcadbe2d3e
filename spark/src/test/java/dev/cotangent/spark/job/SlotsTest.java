package dev.cotangent.spark.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.spark.LocalCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks before a job begins. */
class SlotsTest {

  @Test
  void dynamicAllocationIsRefused() {
    Map<String, String> settings =
        Map.of(
            "spark.dynamicAllocation.enabled", "true",
            "spark.dynamicAllocation.shuffleTracking.enabled", "true");
    try (LocalCluster cluster = LocalCluster.start("local-cluster[1,1,1024]", settings)) {
      BarrierJob job = new BarrierJob(cluster.context(), JobSettings.standard(16));
      assertThatThrownBy(
              () -> job.run("test", Programs.attempts(cluster.context(), 1, (member, i) -> {})))
          .isExactlyInstanceOf(CotangentException.class)
          .hasMessage(
              "spark training: dynamic allocation of executors is on, but all tasks of a training"
                  + " run at the same time, which Spark does not do with it; expected"
                  + " spark.dynamicAllocation.enabled=false, and as many executors as the training"
                  + " needs (spark.executor.instances)");
    }
  }

  @Test
  void tasksThatNeedSeveralCores() {
    Map<String, String> settings = Map.of("spark.task.cpus", "2");
    try (LocalCluster cluster = LocalCluster.start("local[5]", settings)) {
      Slots slots = new Slots(cluster.session().sparkContext());
      assertThat(slots.now()).isEqualTo(2);
      assertThat(slots.capacity()).hasValue(2);
      long start = System.nanoTime();
      assertThatThrownBy(() -> slots.await(3, 3, Duration.ofMinutes(1), "test"))
          .hasMessageContaining("3 tasks are to run at the same time, but 2 fit on local[5]");
      assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(5).toNanos());
      assertThat(slots.await(3, 1, Duration.ofMillis(300), "test")).isEqualTo(2);
      JobSettings all = JobSettings.standard(16);
      BarrierJob job = new BarrierJob(cluster.context(), all);
      JobResult result =
          job.run(
              "test",
              Programs.attempts(
                  cluster.context(), 2, (member, i) -> assertThat(member.cores()).isEqualTo(2)));
      assertThat(Programs.value(result)).isEqualTo(Programs.expected(2, 2));
    }
  }
}
