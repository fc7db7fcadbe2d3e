package dev.cotangent.training.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.Checkpoint;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The best model and the table of epochs, on disk. */
class FileCallbacksTest {

  private final Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
  private final Path folder;

  FileCallbacksTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void theFileHoldsTheModelOfTheBestEpoch() throws IOException {
    Path file = folder.resolve("best.safetensors");
    BestModel best = BestModel.to(file);
    best.onStart(model);
    epoch(best, 1, Double.NaN);
    assertThat(file).doesNotExist();
    epoch(best, 2, 0.5);
    epoch(best, 3, 0.3);
    epoch(best, 4, 0.4);
    assertThat(Model.load(file, Fixtures.REGISTRY).store().array()[0]).isEqualTo(3);
    assertThat(model.store().array()[0]).isEqualTo(4);
    assertThat(best.bestEpoch()).isEqualTo(3);
  }

  private void epoch(Callback callback, int number, double loss) {
    model.store().array()[0] = number;
    Evaluation validation = new Evaluation(1, loss, Map.of("rmse", 2.5));
    callback.onEpochEnd(
        new EpochResult(number, 10L * number, 0.25, Optional.of(validation), 0.1, 1.5, 1));
  }

  @Test
  void theTableHasALineForEachEpoch() throws IOException {
    Path file = folder.resolve("log.csv");
    CsvLog log = CsvLog.to(file);
    log.onStart(model);
    epoch(log, 1, 0.5);
    epoch(log, 2, Double.NaN);
    assertThat(Files.readAllLines(file))
        .containsExactly(
            "epoch,step,loss,validation_loss,validation_rmse,learning_rate,seconds",
            "1,10,0.25,0.5,2.5,0.1,1.5",
            "2,20,0.25,NaN,2.5,0.1,1.5");
  }

  @Test
  void aResumedTrainingHasItsTableAgain() throws IOException {
    Path csv = folder.resolve("log.csv");
    Path checkpoint = folder.resolve("checkpoint");
    trainer(CsvLog.to(csv)).checkpoint(checkpoint, 0).fit(Fixtures.plane(200), 2);
    List<String> lines = Files.readAllLines(csv);
    Files.delete(csv);
    trainer(CsvLog.to(csv)).resume(Checkpoint.read(checkpoint)).fit(Fixtures.plane(200), 2);
    assertThat(Files.readAllLines(csv)).isEqualTo(lines);
  }

  @Test
  void aTrainingWithoutValidationIsLoggedAndWatchedByItsLoss() throws IOException {
    Path csv = folder.resolve("log.csv");
    BestModel best = BestModel.to(folder.resolve("best.safetensors"));
    History history = fit(CsvLog.to(csv), best);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(4).first().isEqualTo("epoch,step,loss,learning_rate,seconds");
    assertThat(lines.get(3)).startsWith("3,21," + history.last().loss() + ",0.01,");
    assertThat(best.bestEpoch()).isEqualTo(3);
  }

  @Test
  void aFileThatCannotBeWrittenIsNamed() {
    Path file = folder.resolve("nowhere").resolve("log.csv");
    assertThatThrownBy(() -> fit(CsvLog.to(file)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> fit(BestModel.to(file)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString());
  }

  private History fit(Callback... callbacks) {
    return trainer(callbacks).fit(Fixtures.plane(200), 3);
  }

  private Trainer trainer(Callback... callbacks) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Sgd.of(0.01))
        .callbacks(callbacks);
  }
}
