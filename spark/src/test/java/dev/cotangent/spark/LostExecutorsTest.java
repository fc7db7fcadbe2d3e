package dev.cotangent.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.spark.data.ClusterSamples;
import dev.cotangent.spark.data.RangeSource;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Trainings whose executors are killed have the bits of those that were left alone. */
@Timeout(value = 30, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostExecutorsTest {

  private static final Logger LOG = LoggerFactory.getLogger(LostExecutorsTest.class);
  private static final NetworkCase CASE = NetworkCase.named("perceptron");
  private static LocalCluster cluster;

  private final Path folder;

  LostExecutorsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void start() {
    cluster = LocalCluster.executors(2, 1, HeldFileSystem.settings());
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  /** No fault costs a slot: afterwards, two tasks still run at the same time. */
  @AfterEach
  void slotsAreFree() {
    cluster.awaitSlots(2);
    TrainingResult result =
        SparkTraining.of(cluster.context(), CASE.model(), CASE::apply)
            .tasks(2)
            .fit(ClusterSamples.of(new CaseSource(CASE)), 1);
    assertThat(result.tasks()).isEqualTo(2);
    assertThat(result.restarts()).isZero();
  }

  private static SparkTraining training(TrainerSetup setup) {
    return SparkTraining.of(cluster.context(), CASE.model(), setup)
        .tasks(2)
        .validation(CASE.validation());
  }

  private TrainerSetup slow(long millis, long markAt) {
    String mark = folder.resolve("mark").toString();
    return model -> CASE.apply(model).callbacks(new SlowSteps(millis, markAt, mark));
  }

  private void killAtMark() {
    SlowSteps.awaitAndKill(folder.resolve("mark"));
  }

  private static String alone() {
    return NetworkCase.bits(
        CASE.apply(CASE.model())
            .callbacks()
            .validation(CASE.validation())
            .fit(CASE.train(), CASE.epochs()));
  }

  private static String bits(TrainingResult result) {
    return NetworkCase.bits(result.history());
  }

  private static TrainingResult fit(SparkTraining training) {
    return training.fit(ClusterSamples.of(new CaseSource(CASE)), CASE.epochs());
  }

  @Test
  void inTheMiddleOfAnEpoch() {
    Path place = folder.resolve("checkpoints");
    SparkTraining training = training(slow(40, 13)).checkpoints(place.toUri().toString(), 3);
    CompletableFuture<TrainingResult> result = CompletableFuture.supplyAsync(() -> fit(training));
    killAtMark();
    assertThat(bits(result.join())).isEqualTo(alone());
    assertThat(result.join().restarts()).isEqualTo(1);
  }

  @Test
  void withoutCheckpoints() {
    SparkTraining training = training(slow(40, 7));
    CompletableFuture<TrainingResult> result = CompletableFuture.supplyAsync(() -> fit(training));
    killAtMark();
    assertThat(bits(result.join())).isEqualTo(alone());
    assertThat(result.join().restarts()).isEqualTo(1);
  }

  @Test
  void whileACheckpointIsWritten() throws Exception {
    SparkTraining training = training(slow(0, 0)).checkpoints(HeldFileSystem.folder(folder), 4);
    CompletableFuture<TrainingResult> result = CompletableFuture.supplyAsync(() -> fit(training));
    killAtMark();
    assertThat(bits(result.join())).isEqualTo(alone());
    assertThat(result.join().restarts()).isEqualTo(1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(each -> each.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "mark", "checkpoint-000000000024.safetensors", "checkpoint-000000000025.safetensors");
    }
  }

  /** While one still reads its samples, the other waits for it. */
  private record Held(CaseSource of, int member, String mark) implements RangeSource {

    @Override
    public long count() {
      return of.count();
    }

    @Override
    public Dataset read(long from, long to) {
      boolean first = from == 0;
      if (first == (member == 0) && SlowSteps.mark(mark)) {
        try {
          Thread.sleep(600_000);
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
      return of.read(from, to);
    }
  }

  @Test
  void beforeTheMembersHaveMet() {
    for (int member = 0; member < 2; member++) {
      Path mark = folder.resolve("mark" + member);
      RangeSource source = new Held(new CaseSource(CASE), member, mark.toString());
      SparkTraining training = training(slow(0, 0));
      CompletableFuture<TrainingResult> result =
          CompletableFuture.supplyAsync(
              () -> training.fit(ClusterSamples.of(source), CASE.epochs()));
      SlowSteps.awaitAndKill(mark);
      assertThat(bits(result.join())).isEqualTo(alone());
      assertThat(result.join().restarts()).isEqualTo(1);
    }
  }

  @Test
  void theOtherOneWhileAMemberReads() throws Exception {
    Path mark = folder.resolve("mark");
    RangeSource source = new Held(new CaseSource(CASE), 1, mark.toString());
    SparkTraining training = training(slow(0, 0));
    CompletableFuture<TrainingResult> result =
        CompletableFuture.supplyAsync(() -> training.fit(ClusterSamples.of(source), CASE.epochs()));
    while (!Files.exists(mark)) {
      Thread.sleep(10);
    }
    long reader = Long.parseLong(Files.readString(mark));
    LocalCluster.executorProcesses().stream()
        .filter(each -> each.pid() != reader)
        .forEach(LocalCluster::kill);
    assertThat(bits(result.join())).isEqualTo(alone());
    assertThat(result.join().restarts()).isEqualTo(1);
  }

  @Test
  void numbersThatAreNotFiniteEndTheTrainingOnce() {
    RangeSource source = new Broken(new CaseSource(CASE));
    assertThatThrownBy(() -> training(slow(0, 0)).fit(ClusterSamples.of(source), CASE.epochs()))
        .isInstanceOf(NonFiniteException.class)
        .hasMessageStartingWith("member ")
        .hasMessageContaining("NaN");
  }

  /** One task exchanges nothing, and two wait for each other. */
  @Test
  void aTrainingThatIsCancelledEnds() throws Exception {
    for (int tasks = 1; tasks <= 2; tasks++) {
      Path mark = folder.resolve("mark" + tasks);
      String file = mark.toString();
      SparkTraining training =
          training(model -> CASE.apply(model).callbacks(new SlowSteps(5, 3, file))).tasks(tasks);
      CompletableFuture<TrainingResult> result =
          CompletableFuture.supplyAsync(
              () -> training.fit(ClusterSamples.of(new CaseSource(CASE)), 100_000));
      while (!Files.exists(mark)) {
        Thread.sleep(10);
      }
      cluster.context().cancelAllJobs();
      assertThatThrownBy(result::get).hasMessageContaining("cancelled");
      slotsAreFree();
    }
  }

  /** One sample of the last member is not a number. */
  private record Broken(CaseSource of) implements RangeSource {

    @Override
    public long count() {
      return of.count();
    }

    @Override
    public Dataset read(long from, long to) {
      Dataset whole = of.of().train();
      int width = whole.sampleShape().size();
      float[] features = new float[(int) (to - from) * width];
      int[] labels = new int[(int) (to - from)];
      for (int row = 0; row < labels.length; row++) {
        whole.copyFeatures((int) from + row, features, row * width);
        labels[row] = whole.label((int) from + row);
      }
      if (to == of.count()) {
        Arrays.fill(features, features.length - width, features.length, Float.NaN);
      }
      return Dataset.classification(whole.sampleShape(), features, labels, whole.classNames());
    }
  }

  /** The number of kills; 50 take about ten minutes. */
  @Test
  void atRandomMoments() throws Exception {
    int kills = Integer.getInteger("cotangent.kills", 3);
    long seed = Long.getLong("cotangent.kills.seed", System.nanoTime());
    Random random = new Random(seed);
    LOG.info("{} kills with the seed {}", kills, seed);
    var samples = CaseRows.of(cluster.context(), CASE);
    String expected =
        NetworkCase.bits(
            CASE.apply(CASE.model())
                .callbacks()
                .validation(CASE.validation())
                .fit(samples.collect(), CASE.epochs()));
    int restarts = 0;
    for (int kill = 0; kill < kills; kill++) {
      Path place = Files.createDirectory(folder.resolve("run" + kill));
      int member = random.nextInt(2);
      long delay = random.nextInt(4000);
      SparkTraining training = training(slow(60, 0)).checkpoints(place.toUri().toString(), 2);
      CompletableFuture<TrainingResult> result =
          CompletableFuture.supplyAsync(
              () -> training.fit(CaseRows.of(cluster.context(), CASE), CASE.epochs()));
      Thread.sleep(delay);
      List<ProcessHandle> executors = LocalCluster.executorProcesses();
      boolean during = !result.isDone();
      LocalCluster.kill(executors.get(member % executors.size()));
      TrainingResult trained = result.get(4, TimeUnit.MINUTES);
      LOG.info(
          "kill {} after {} ms ({}): {} restarts, sha256 {}",
          kill + 1,
          delay,
          during ? "in training" : "too late",
          trained.restarts(),
          trained.history().sha256());
      assertThat(bits(trained)).isEqualTo(expected);
      restarts += trained.restarts();
      cluster.awaitSlots(2);
    }
    LOG.info("{} kills, {} restarts", kills, restarts);
    assertThat(restarts).isPositive();
  }
}
