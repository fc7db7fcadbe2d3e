package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A batch whose samples all count for nothing changes nothing but the number of the step. */
class NoWeightTest {

  private static final Loss LOSS = CrossEntropy.ofClassIndices();
  private static final float[] FEATURES = {1, 2, 3, 4, 5, 6};
  private static final int[] LABELS = {0, 1, 2};
  private static final float[] NOTHING = {0, 0, 0};

  private static Model model() {
    return Fixtures.model(Shape.of(2), 1, Dense.of(4), new BatchNorm1d(), Dense.of(3));
  }

  private static TrainStep step(Model model, Loss loss) {
    return Trainer.of(model).loss(loss).optimizer(Adam.of(0.1)).workers(1).step();
  }

  @Test
  void aStep() {
    Model model = model();
    try (TrainStep step = step(model, LOSS)) {
      step.run(FEATURES, LABELS);
      String before = model.store().sha256();
      float[] slot = step.state().slots().get(0);
      assertThat(step.run(FEATURES, LABELS, NOTHING)).isNaN();
      assertThat(step.weight()).isZero();
      assertThat(step.step()).isEqualTo(2);
      assertThat(model.store().sha256()).isEqualTo(before);
      assertThat(step.state().slots().get(0)).isEqualTo(slot);
      assertThat(step.run(FEATURES, LABELS)).isFinite();
      assertThat(model.store().sha256()).isNotEqualTo(before);
    }
  }

  @Test
  void whatTheLossIgnores() {
    Model model = model();
    String before = model.store().sha256();
    try (TrainStep step = step(model, CrossEntropy.ofClassIndices().withIgnoreIndex(1))) {
      assertThat(step.run(FEATURES, new int[] {1, 1, 1})).isNaN();
      assertThat(model.store().sha256()).isEqualTo(before);
    }
  }

  @Test
  void microBatches() {
    Model with = model();
    Model without = model();
    try (TrainStep a = step(with, LOSS);
        TrainStep b = step(without, LOSS)) {
      a.accumulate(FEATURES, LABELS);
      float loss = a.run(FEATURES, LABELS, NOTHING);
      assertThat(loss).isEqualTo(b.run(FEATURES, LABELS));
      assertThat(with.store().sha256()).isEqualTo(without.store().sha256());
    }
  }

  @Test
  void batchesOfATraining() {
    Dataset data = Fixtures.blobs(12, 1);
    float[] weights = new float[12];
    Arrays.fill(weights, 0, 5, 1);
    Model model = Fixtures.classifier(1);
    History history =
        Trainer.of(model)
            .loss(LOSS)
            .optimizer(Adam.of(0.01))
            .batch(2)
            .fit(data.withWeights(weights), 3);
    assertThat(history.steps()).isEqualTo(18);
    assertThat(history.epochs()).allMatch(epoch -> Double.isFinite(epoch.loss()));
  }
}
