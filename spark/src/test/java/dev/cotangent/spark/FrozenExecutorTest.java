package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.spark.data.ClusterSamples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An executor that is still there and does nothing, as one behind a network that is cut. */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FrozenExecutorTest {

  private static final NetworkCase CASE = NetworkCase.named("perceptron");

  @Test
  void theTrainingGoesOnWithAnotherOne(@TempDir Path folder) throws Exception {
    Map<String, String> settings =
        Map.of(
            "spark.network.timeoutInterval", "5s",
            "spark.executor.heartbeatInterval", "1s",
            "spark.storage.blockManagerHeartbeatTimeoutMs", "15000");
    try (LocalCluster cluster = LocalCluster.executors(2, 1, settings)) {
      String mark = folder.resolve("mark").toString();
      SparkTraining training =
          SparkTraining.of(
                  cluster.context(),
                  CASE.model(),
                  model -> CASE.apply(model).callbacks(new SlowSteps(20, 10, mark)))
              .tasks(2)
              .silence(Duration.ofSeconds(5))
              .checkpoints(folder.resolve("checkpoints").toString(), 4);
      CompletableFuture<TrainingResult> result =
          CompletableFuture.supplyAsync(
              () -> training.fit(ClusterSamples.of(new CaseSource(CASE)), CASE.epochs()));
      while (!Files.exists(Path.of(mark))) {
        Thread.sleep(10);
      }
      String frozen = Files.readString(Path.of(mark));
      assertThat(new ProcessBuilder("kill", "-STOP", frozen).start().waitFor()).isZero();
      try {
        assertThat(result.get().history().sha256())
            .isEqualTo(CASE.apply(CASE.model()).fit(CASE.train(), CASE.epochs()).sha256());
        assertThat(result.get().restarts()).isPositive();
      } finally {
        new ProcessBuilder("kill", "-CONT", frozen).start().waitFor();
      }
    }
  }
}
