package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.EpochBatches;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole numbers at the end of their range mean what they say. */
class LargeSettingsTest {

  private static final int MOST = Integer.MAX_VALUE;
  private static final Dataset DATA = Fixtures.blobs(60, 1);

  @TempDir private Path directory = Path.of("");

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.01))
        .workers(1);
  }

  private static String trained(int accumulate, int batch) {
    Model model = Fixtures.classifier(1);
    History history = trainer(model).accumulate(accumulate).batch(batch).fit(DATA, 2);
    assertThat(history.steps()).isEqualTo(2);
    return model.store().sha256();
  }

  @Test
  void accumulateAndBatch() {
    assertThat(trained(MOST, 7)).isEqualTo(trained(9, 7));
    assertThat(trained(MOST - 1, 7)).isEqualTo(trained(9, 7));
    assertThat(trained(1, MOST)).isEqualTo(trained(1, 60));
    assertThat(trained(MOST, MOST)).isEqualTo(trained(1, 60));
  }

  @Test
  void epochsPatienceAndCheckpoints() {
    Model model = Fixtures.classifier(1);
    TrainingControl control = TrainingControl.of();
    History history =
        trainer(model)
            .accumulate(MOST)
            .control(control)
            .checkpoint(directory.resolve("checkpoint"), Long.MAX_VALUE)
            .callbacks(
                EarlyStopping.patience(MOST),
                ReduceOnPlateau.of(Plateau.of(MOST)),
                EpochListener.of(result -> control.cancel()))
            .fit(DATA, MOST);
    assertThat(history.epochs()).hasSize(1);
    assertThat(control.progress().steps()).isEqualTo(MOST);
    assertThat(control.progress().share()).isPositive().isLessThan(1e-9);
  }

  @Test
  void tooManyWorkers() {
    Model model = Fixtures.classifier(1);
    assertThatThrownBy(() -> trainer(model).workers(MOST).fit(DATA, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("4096");
  }

  @Test
  void aBatchThatNoArrayHolds() {
    Shape large = Shape.of(1 << 20, 1 << 5);
    int[] labels = new int[100];
    labels[0] = 1;
    Dataset data =
        Dataset.classification(
            large, (row, into, offset) -> {}, labels, java.util.List.of("a", "b"));
    assertThatThrownBy(() -> new EpochBatches(data, MOST, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("a batch of 100 samples of 33554432 numbers does not fit")
        .hasMessageContaining("at most 63");
  }
}
