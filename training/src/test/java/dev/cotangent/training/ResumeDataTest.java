package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A training goes on with its own data alone. */
class ResumeDataTest {

  private static final int ROWS = 50;
  private static final int BATCH = 8;
  private static final int WIDTH = Fixtures.FEATURES;

  private final Path folder;

  ResumeDataTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .batch(BATCH)
        .workers(1);
  }

  /** A checkpoint after whole epochs. */
  private Checkpoint stoppedAfter(int epochs, Dataset data) throws IOException {
    Path file = folder.resolve("checkpoint");
    trainer(Fixtures.classifier(7)).checkpoint(file, 0).fit(data, epochs);
    return Checkpoint.read(file);
  }

  /** A checkpoint within the first epoch, after the first step. */
  private Checkpoint stoppedAtOnce(Dataset data) throws IOException {
    Path file = folder.resolve("first");
    TrainingControl control = TrainingControl.of();
    control.cancel();
    trainer(Fixtures.classifier(7)).control(control).checkpoint(file, 0).fit(data, 3);
    return Checkpoint.read(file);
  }

  private static Dataset inMemory(float[] features, int[] labels, String... classes) {
    return Dataset.classification(Shape.of(WIDTH), features, labels, List.of(classes));
  }

  private static float[] features() {
    float[] features = new float[ROWS * WIDTH];
    Dataset blobs = Fixtures.blobs(ROWS, 1);
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(blobs.features(row), 0, features, row * WIDTH, WIDTH);
    }
    return features;
  }

  private static int[] labels() {
    int[] labels = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      labels[row] = row % 3;
    }
    return labels;
  }

  private static Dataset original() {
    return inMemory(features(), labels(), "red", "green", "blue");
  }

  /** Data that differ from the original in one thing each. */
  private static Map<String, Dataset> others() {
    Map<String, Dataset> others = new LinkedHashMap<>();
    float[] oneBit = features();
    oneBit[ROWS * WIDTH - 1] = Math.nextUp(oneBit[ROWS * WIDTH - 1]);
    int[] oneLabel = labels();
    oneLabel[17] = (oneLabel[17] + 1) % 3;
    float[] weights = new float[ROWS];
    java.util.Arrays.fill(weights, 1);
    int[] order = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      order[row] = ROWS - 1 - row;
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < WIDTH; i++) {
      names.add("x" + i);
    }
    others.put("different values", inMemory(oneBit, labels(), "red", "green", "blue"));
    others.put("different values ", inMemory(features(), oneLabel, "red", "green", "blue"));
    others.put("different values  ", original().subset(order));
    others.put("weights 1 instead of 0", original().withWeights(weights));
    others.put(
        "rows 49 instead of 50", original().subset(java.util.Arrays.copyOf(order, ROWS - 1)));
    others.put(
        "classes[1] \"blue\" instead of \"green\"",
        inMemory(features(), labels(), "red", "blue", "green"));
    others.put("features [\"x0\",", original().withFeatureNames(names));
    return others;
  }

  @Test
  void otherDataAreRefusedBeforeAnythingChanges() throws IOException {
    for (Checkpoint checkpoint :
        List.of(stoppedAfter(1, original()), stoppedAfter(3, original()))) {
      others().forEach((words, data) -> assertRefused(checkpoint, data, words.strip()));
    }
  }

  @Test
  void rowsThatWereReadAreComparedWithinTheFirstEpoch() throws IOException {
    Checkpoint checkpoint = stoppedAtOnce(original());
    others().entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("different values"))
        .forEach(entry -> assertRefused(checkpoint, entry.getValue(), entry.getKey()));
    float[] shifted = features();
    for (int i = 0; i < shifted.length; i++) {
      shifted[i] += 1;
    }
    Dataset data = inMemory(shifted, labels(), "red", "green", "blue");
    assertRefused(checkpoint, data, "different values");
  }

  private static void assertRefused(Checkpoint checkpoint, Dataset data, String words) {
    Model model = Fixtures.classifier(7);
    String before = model.store().sha256();
    assertThatThrownBy(() -> trainer(model).resume(checkpoint).fit(data, 9))
        .as(words)
        .isInstanceOfSatisfying(
            ResumeException.class, e -> assertThat(e.settings()).containsExactly(Setting.DATA))
        .hasMessageContainingAll("training data", words);
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void aSourceIsProbedAtOnceAndComparedInTheFirstWholeEpoch() throws IOException {
    float[] features = new float[600 * 2];
    for (int i = 0; i < features.length; i++) {
      features[i] = i % 17 / 17f;
    }
    Path file = folder.resolve("source");
    pairs().checkpoint(file, 0).fit(data(features), 1);
    float[] probed = features.clone();
    probed[0]++;
    assertThatThrownBy(() -> pairs().resume(Checkpoint.read(file)).fit(data(probed), 3))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("different values");
    float[] between = features.clone();
    between[2]++; // of row 1, which is no probe
    assertThatThrownBy(() -> pairs().resume(Checkpoint.read(file)).fit(data(between), 3))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("epoch 2 read different rows from");
    assertThat(pairs().resume(Checkpoint.read(file)).fit(data(features), 3).epochs()).hasSize(3);
  }

  private static Trainer pairs() {
    return Trainer.of(Fixtures.model(Shape.of(2), 7, Dense.of(2)))
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(1e-3))
        .workers(1);
  }

  private static Dataset data(float[] features) {
    SampleSource source =
        (row, into, offset) -> System.arraycopy(features, row * 2, into, offset, 2);
    return Dataset.classification(
        Shape.of(2), source, new int[features.length / 2], List.of("a", "b"));
  }

  @Test
  void otherDataMayBeAcceptedBetweenEpochs() throws IOException {
    Checkpoint checkpoint = stoppedAfter(1, original()).accepting(Setting.DATA);
    Path file = folder.resolve("more");
    Dataset more = Fixtures.blobs(80, 5);
    History longer =
        trainer(Fixtures.classifier(7)).checkpoint(file, 0).resume(checkpoint).fit(more, 2);
    assertThat(longer.epochs()).hasSize(2);
    assertThat(longer.steps()).isEqualTo(7 + 10);
    assertThat(trainer(Fixtures.classifier(7)).resume(Checkpoint.read(file)).fit(more, 3).steps())
        .isEqualTo(7 + 20);
    assertRefused(Checkpoint.read(file), original(), "rows 50 instead of 80");
    Checkpoint inside = stoppedAtOnce(original()).accepting(Setting.DATA);
    assertThatThrownBy(() -> trainer(Fixtures.classifier(7)).resume(inside).fit(more, 2))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("change only between epochs");
  }
}
