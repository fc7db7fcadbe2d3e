package dev.cotangent.examples;

import dev.cotangent.activations.Activations;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Published;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** A model that is trained, and served from several threads: each answer is of one state. */
class PublishedLoadTest {

  private static final int ROWS = 64;
  private static final int STEPS = 20;

  /** States older than this are not expected to answer any more. */
  private static final int REMEMBERED = 500;

  private final Dataset digits = BuiltinData.digits();
  private final Model model =
      Sequential.of(
              Dense.of(128),
              Activate.with(Activations.RELU),
              Dense.of(64),
              Activate.with(Activations.RELU),
              Dense.of(digits.classes()))
          .build(digits.sampleShape(), 7);
  private final float[] row = digits.features(0);
  private final float[] features = new float[ROWS * row.length];
  private final int[] labels = new int[ROWS];
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final Deque<Integer> remembered = new ArrayDeque<>();

  PublishedLoadTest() {
    for (int i = 0; i < ROWS; i++) {
      System.arraycopy(digits.features(i), 0, features, i * row.length, row.length);
      labels[i] = digits.label(i);
    }
  }

  @Test
  void everyAnswerIsOfOnePublishedState() throws Exception {
    Trainer trainer =
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Adam.of(1e-3));
    try (TrainStep step = trainer.step()) {
      expect();
      Published published = model.published();
      Load load = new Load();
      for (int client = 0; client < 2; client++) {
        float[] out = new float[digits.classes()];
        load.measured(number -> ask(published, out));
      }
      load.every(Duration.ofMillis(5), number -> train(step, published));
      System.out.println("published: " + load.figures());
    }
  }

  private void ask(Published published, float[] out) {
    published.predict(row, out);
    if (!answers.containsKey(Arrays.hashCode(out))) {
      throw new AssertionError(Arrays.toString(out) + " of no published state");
    }
  }

  private void train(TrainStep step, Published published) {
    for (int i = 0; i < STEPS; i++) {
      step.run(features, labels);
    }
    expect();
    published.publish();
  }

  /** Remembers what the model answers now. */
  private void expect() {
    int answer = Arrays.hashCode(model.predictor().predict(row));
    answers.merge(answer, 1, Integer::sum);
    remembered.add(answer);
    if (remembered.size() > REMEMBERED) {
      answers.computeIfPresent(remembered.remove(), (key, n) -> n == 1 ? null : n - 1);
    }
  }
}
