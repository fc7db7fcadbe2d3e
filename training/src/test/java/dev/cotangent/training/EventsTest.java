package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.step.EpochBatches;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event of the flight recorder, read back from a recording. */
class EventsTest {

  private static final String PREFIX = "dev.cotangent.";

  private final Path folder;

  EventsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void stepsAndEpochsOfATraining() throws IOException {
    Dataset data = Fixtures.blobs(100, 1);
    List<RecordedEvent> events =
        recorded(
            Map.of("TrainingStep#interval", "0 ns", "TrainingEpoch#enabled", "true"),
            () -> trainer().validation(data).fit(data, 2));
    List<RecordedEvent> steps = named(events, "TrainingStep");
    assertThat(steps).extracting(event -> event.getLong("step")).containsExactly(1L, 2L, 3L, 4L);
    assertThat(steps).extracting(event -> event.getInt("samples")).containsExactly(64, 36, 64, 36);
    assertThat(steps).allMatch(event -> event.getLong("steps") == 1);
    assertThat(steps).allMatch(event -> event.getDouble("loss") > 0);
    assertThat(steps).allMatch(event -> event.getInt("workers") == 1);
    assertThat(steps).allMatch(event -> event.getString("kernels").equals("portable"));
    assertThat(steps).allMatch(event -> event.getDuration().toNanos() > 0);
    List<RecordedEvent> epochs = named(events, "TrainingEpoch");
    assertThat(epochs).extracting(event -> event.getInt("epoch")).containsExactly(1, 2);
    assertThat(epochs).extracting(event -> event.getLong("step")).containsExactly(2L, 4L);
    assertThat(epochs).allMatch(event -> event.getDouble("loss") > 0);
    assertThat(epochs).allMatch(event -> event.getDouble("validationLoss") > 0);
    assertThat(epochs).allMatch(event -> event.getDouble("learningRate") == 0.01);
  }

  private static Trainer trainer() {
    return Trainer.of(Fixtures.classifier(7))
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .batch(64)
        .workers(1)
        .kernels(Fixtures.portable());
  }

  @Test
  void ofShortStepsASample() throws IOException {
    List<RecordedEvent> events =
        recorded(
            Map.of("TrainingStep#interval", "1 s"),
            () -> trainer().fit(Fixtures.blobs(100, 1), 50));
    assertThat(named(events, "TrainingStep").size()).isBetween(1, 50);
  }

  /** Events are reused, whether or not they are recorded. */
  @Test
  void recordedStepsAllocateNothing() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    TrainStep step = trainer().step();
    SampleBatch batch = new EpochBatches(Fixtures.blobs(64, 1), 64, 1).get(0, 0);
    recorded(
        Map.of("TrainingStep#interval", "0ns"),
        () -> {
          for (int attempt = 0; attempt < 30 && least.get() > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 100; i++) {
              step.run(batch);
            }
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            least.set(Math.min(least.get(), bytes));
          }
        });
    step.close();
    assertThat(least).hasValue(0);
  }

  @Test
  void predictionsAndTheirPlans() throws IOException {
    Predictor predictor = Fixtures.classifier(7).predictor();
    float[] three = new float[3 * Fixtures.FEATURES];
    List<RecordedEvent> events =
        recorded(
            Map.of("Prediction#threshold", "0 ns", "PlanCompilation#threshold", "0 ns"),
            () -> {
              predictor.predict(three);
              predictor.predict(Map.of("features", three));
            });
    List<RecordedEvent> predictions = named(events, "Prediction");
    assertThat(predictions).extracting(event -> event.getInt("samples")).containsExactly(3, 3);
    assertThat(predictions).allMatch(event -> event.getString("model").startsWith("[10] -> [3], "));
    List<RecordedEvent> plans = named(events, "PlanCompilation");
    assertThat(plans).hasSize(1);
    assertThat(plans.get(0).getString("kernels")).isEqualTo("portable");
    assertThat(plans.get(0).getInt("steps")).isPositive();
    assertThat(plans.get(0).getLong("bytes")).isPositive();
    assertThat(plans.get(0).getLong("operations")).isPositive();
  }

  @Test
  void onlySlowPredictionsUnlessTheThresholdIsLower() throws IOException {
    Predictor predictor = Fixtures.classifier(7).predictor();
    float[] one = new float[Fixtures.FEATURES];
    predictor.predict(one);
    List<RecordedEvent> events =
        recorded(Map.of("Prediction#enabled", "true"), () -> predictor.predict(one));
    assertThat(named(events, "Prediction")).allMatch(event -> event.getDuration().toMillis() >= 10);
  }

  @Test
  void failuresOfPlugins() throws IOException {
    AtomicBoolean tripped = new AtomicBoolean();
    Rogue layer =
        new Rogue(
            x -> {
              if (tripped.get()) {
                throw new IllegalStateException("tripped");
              }
              return x.neg();
            });
    Predictor predictor = Fixtures.model(Shape.of(4), 1, layer).predictor();
    tripped.set(true);
    RecordedEvent failure = failureOf(predictor);
    assertThat(failure.getString("kind")).isEqualTo("layer");
    assertThat(failure.getString("id")).isEqualTo("rogue");
    assertThat(failure.getString("className")).isEqualTo(Rogue.class.getName());
    assertThat(failure.getString("location")).contains("test-classes");
    assertThat(failure.getString("exception")).isEqualTo("java.lang.IllegalStateException");
    assertThat(failure.getString("message")).startsWith("forward").contains("tripped");
  }

  @Test
  void failuresOfOps() throws IOException {
    Rogue.Code code =
        Rogue.Code.copyAfter(
            in -> {
              throw new ArithmeticException("tripped");
            });
    Predictor predictor = Fixtures.model(Shape.of(4), 1, new Rogue(x -> code.on(x))).predictor();
    RecordedEvent failure = failureOf(predictor);
    assertThat(failure.getString("kind")).isEqualTo("op");
    assertThat(failure.getString("id")).isEqualTo(code.id());
    assertThat(failure.getString("exception")).isEqualTo("java.lang.ArithmeticException");
  }

  private RecordedEvent failureOf(Predictor predictor) throws IOException {
    List<RecordedEvent> events =
        recorded(
            Map.of("PluginFailure#enabled", "true"),
            () ->
                assertThatThrownBy(() -> predictor.predict(new float[4]))
                    .isInstanceOf(CotangentException.class));
    List<RecordedEvent> failures = named(events, "PluginFailure");
    assertThat(failures).hasSize(1);
    return failures.get(0);
  }

  @Test
  void aChangeOfKernels() throws IOException {
    List<RecordedEvent> events =
        recorded(Map.of("KernelChange#enabled", "true"), KernelSwitchTest::trainUntilVector);
    List<RecordedEvent> changes = named(events, "KernelChange");
    RecordedEvent change = changes.get(changes.size() - 1);
    assertThat(change.getString("where")).isEqualTo("training");
    assertThat(change.getString("from")).isEqualTo("portable");
    assertThat(change.getString("to")).isEqualTo("vector");
    assertThat(change.getString("why")).contains("faster");
  }

  private List<RecordedEvent> recorded(Map<String, String> settings, Runnable code)
      throws IOException {
    Path file = folder.resolve("events.jfr");
    try (Recording recording = new Recording()) {
      settings.forEach((name, value) -> set(recording, name, value));
      recording.start();
      code.run();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    Files.delete(file);
    return events;
  }

  private static void set(Recording recording, String name, String value) {
    String[] parts = name.split("#", 2);
    recording.enable(PREFIX + parts[0]).with(parts[1], value);
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream()
        .filter(event -> event.getEventType().getName().equals(PREFIX + name))
        .toList();
  }
}
