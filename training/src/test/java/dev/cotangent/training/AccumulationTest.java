package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.optim.AdamW;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.EpochBatches;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Micro-batches make the update of the batch that they are parts of. */
class AccumulationTest {

  private static final int ROWS = 24;
  private static final SampleBatch ALL =
      new EpochBatches(Fixtures.blobs(ROWS, 1), ROWS, 1).get(0, 0);

  private static Trainer trainer(Model model, Optimizer optimizer) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(optimizer)
        .seed(4)
        .workers(2)
        .kernels(Fixtures.portable());
  }

  private static float[] features(int from, int to) {
    int width = ALL.features().length / ROWS;
    return Arrays.copyOfRange(ALL.features(), from * width, to * width);
  }

  private static int[] labels(int from, int to) {
    return Arrays.copyOfRange(ALL.labels(), from, to);
  }

  @Test
  void unequalPartsMakeTheUpdateOfTheWhole() {
    Model whole = Fixtures.classifier(1); // with dropout, which depends on the row
    Model parts = Fixtures.classifier(1);
    try (TrainStep once = trainer(whole, Sgd.of(0.5)).step();
        TrainStep piecewise = trainer(parts, Sgd.of(0.5)).step()) {
      for (int i = 0; i < 5; i++) {
        float loss = once.run(features(0, ROWS), labels(0, ROWS));
        piecewise.accumulate(features(0, 5), labels(0, 5));
        piecewise.accumulate(features(5, 17), labels(5, 17));
        assertThat(piecewise.run(features(17, ROWS), labels(17, ROWS)))
            .isCloseTo(loss, within(1e-5f));
      }
      assertThat(piecewise.step()).isEqualTo(5);
      assertThat(parts.store().array()).containsExactly(whole.store().array(), within(2e-6f));
      assertThat(parts.store().sha256()).isNotEqualTo(Fixtures.classifier(1).store().sha256());
    }
  }

  @Test
  void aFailureForgetsWhatWasAccumulated() {
    Model model = Fixtures.classifier(1);
    Model fresh = Fixtures.classifier(1);
    try (TrainStep step = trainer(model, Sgd.of(0.5)).step();
        TrainStep other = trainer(fresh, Sgd.of(0.5)).step()) {
      step.accumulate(features(0, 5), labels(0, 5));
      float[] broken = features(5, 8);
      broken[0] = Float.NaN;
      assertThatThrownBy(() -> step.run(broken, labels(5, 8)))
          .isInstanceOf(NonFiniteException.class);
      step.run(features(0, 5), labels(0, 5));
      other.run(features(0, 5), labels(0, 5));
      assertThat(model.store().sha256()).isEqualTo(fresh.store().sha256());
    }
  }

  @Test
  void aTrainerUpdatesOnceForSomeBatches() {
    Model model = Fixtures.classifier(1);
    History history =
        trainer(model, AdamW.of(0.01)).batch(8).accumulate(4).fit(Fixtures.blobs(70, 1), 2);
    assertThat(history.steps()).isEqualTo(2 * 3); // 9 batches: 4, 4 and 1
    assertThatThrownBy(() -> trainer(model, AdamW.of(0.01)).accumulate(0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("accumulate is 0");
  }
}
