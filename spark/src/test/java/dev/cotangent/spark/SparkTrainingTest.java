package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.StepResult;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.result.History;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trainings with members as threads of this JVM. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SparkTrainingTest {

  private static final NetworkCase CASE = NetworkCase.named("perceptron");
  private static LocalCluster cluster;

  private final Path folder;

  SparkTrainingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.threads(4);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static SparkTraining training(NetworkCase of) {
    return SparkTraining.of(cluster.context(), of.model(), of::apply).validation(of.validation());
  }

  private static TrainingResult fit(SparkTraining training, NetworkCase of) {
    return training.fit(ClusterSamples.of(new CaseSource(of)), of.epochs());
  }

  private static String alone(NetworkCase of) {
    return NetworkCase.bits(of.trainer().fit(of.train(), of.epochs()));
  }

  @Test
  void anyNumberOfTasksHasTheBitsOfOneProcess() {
    String expected = alone(CASE);
    for (int tasks = 0; tasks <= 4; tasks++) {
      TrainingResult result = fit(training(CASE).tasks(tasks), CASE);
      assertThat(NetworkCase.bits(result.history())).as("%s tasks", tasks).isEqualTo(expected);
      assertThat(result.tasks()).isEqualTo(tasks == 0 ? 4 : tasks);
      assertThat(result.restarts()).isZero();
      assertThat(result.model().store().sha256()).isEqualTo(result.history().sha256());
      assertThat(result.exchange())
          .matches(
              "[0-9.]+ MB sent, [0-9.]+ MB received, [0-9.]+ s in receive, [0-9.]+ s in flush");
    }
  }

  @Test
  void aTrainingResumesFromItsFolderWithAnotherNumberOfTasks() throws Exception {
    History whole = CASE.trainer().fit(CASE.train(), CASE.epochs());
    ClusterSamples samples = ClusterSamples.of(new CaseSource(CASE));
    assertThatThrownBy(
            () ->
                SparkTraining.of(
                        cluster.context(),
                        CASE.model(),
                        model -> CASE.apply(model).callbacks(new StopsAt(13)))
                    .tasks(2)
                    .validation(CASE.validation())
                    .checkpoints(folder.toUri().toString(), 4)
                    .fit(samples, CASE.epochs()))
        .hasMessageContaining("stopped at step 13");
    assertThat(names())
        .containsExactly(
            "checkpoint-000000000008.safetensors", "checkpoint-000000000012.safetensors");
    TrainingResult result =
        SparkTraining.of(
                cluster.context(),
                CASE.model(),
                model -> CASE.apply(model).callbacks(new StopsAt(-1)))
            .tasks(3)
            .validation(CASE.validation())
            .checkpoints(folder.toUri().toString(), 4)
            .fit(samples, CASE.epochs());
    assertThat(NetworkCase.bits(result.history())).isEqualTo(NetworkCase.bits(whole));
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder)) {
      return files
          .map(each -> each.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  /** Ends a training with an error. */
  private record StopsAt(long step) implements Callback {

    @Override
    public void onStep(StepResult result) {
      if (result.step() == step) {
        throw new CotangentException("stopped at step " + step);
      }
    }

    @Override
    public String id() {
      return "";
    }
  }

  @Test
  void checkpointsOfAnotherTrainingAreRefusedByName() {
    fit(training(CASE).checkpoints(folder.toString(), 0), CASE);
    NetworkCase other = new NetworkCase("other", Network.PERCEPTRON, 203, 32, 16, 5, 5, false, 0);
    assertThatThrownBy(() -> fit(training(other).checkpoints(folder.toString(), 0), other))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("the checkpoint checkpoint-000000000025.safetensors in " + folder)
        .hasMessageContaining("is of another training")
        .hasMessageContaining("batch");
  }

  @Test
  void aFinishedTrainingIsReadFromItsFolder() {
    TrainingResult first = fit(training(CASE).checkpoints(folder.toString(), 0), CASE);
    TrainingResult again = fit(training(CASE).checkpoints(folder.toString(), 0), CASE);
    assertThat(NetworkCase.bits(again.history())).isEqualTo(NetworkCase.bits(first.history()));
  }

  @Test
  void anErrorOfOneMemberIsThatOfTheTraining() {
    long start = System.nanoTime();
    assertThatThrownBy(
            () ->
                SparkTraining.of(
                        cluster.context(),
                        CASE.model(),
                        model -> CASE.apply(model).callbacks(new FailsOnce()))
                    .tasks(4)
                    .fit(ClusterSamples.of(new CaseSource(CASE)), CASE.epochs()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("only here");
    assertThat(System.nanoTime() - start).isLessThan(Duration.ofSeconds(60).toNanos());
    fit(training(CASE).tasks(4), CASE);
  }

  /** Fails at one of the members of this JVM. */
  private static final class FailsOnce implements Callback {

    private static final java.util.concurrent.atomic.AtomicBoolean FAILED =
        new java.util.concurrent.atomic.AtomicBoolean();

    @Override
    public void onStep(StepResult result) {
      if (result.step() == 7 && FAILED.compareAndSet(false, true)) {
        throw new TrainingException("only here", 7);
      }
    }

    @Override
    public String id() {
      return "";
    }
  }

  @Test
  void oneShardIsOneTask() {
    NetworkCase one = new NetworkCase("one", Network.PERCEPTRON, 203, 48, 1, 5, 5, false, 0);
    TrainingResult result = fit(training(one), one);
    assertThat(result.tasks()).isEqualTo(1);
    assertThat(NetworkCase.bits(result.history())).isEqualTo(alone(one));
    assertThatThrownBy(() -> fit(training(one).tasks(2), one))
        .hasMessage("spark training: 2 tasks, expected 0 to the number of shards, 1");
  }

  @Test
  void aSetupThatCannotBeSentIsNamed() {
    Object here = new Object();
    assertThatThrownBy(
            () ->
                SparkTraining.of(
                        cluster.context(),
                        CASE.model(),
                        model -> {
                          assertThat(here).isNotNull();
                          return CASE.apply(model);
                        })
                    .fit(ClusterSamples.of(new CaseSource(CASE)), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageStartingWith("Cotangent training: the setup cannot be sent to the executors")
        .hasMessageContaining("java.lang.Object");
  }

  @Test
  void wrongValuesAreRefused() {
    assertThatThrownBy(() -> training(CASE).tasks(-1))
        .hasMessage(
            "spark training: -1 tasks, expected 0 to the number of shards, " + Integer.MAX_VALUE);
    assertThatThrownBy(() -> training(CASE).restarts(-1)).hasMessageContaining("-1 restarts");
    assertThatThrownBy(() -> training(CASE).checkpoints("x", -1))
        .hasMessage("spark training: checkpoint every -1 steps, expected 0 or more");
    assertThatThrownBy(() -> training(CASE).fit(ClusterSamples.of(new CaseSource(CASE)), 0))
        .hasMessage("spark training: 0 epochs, expected 1 or more");
  }
}
