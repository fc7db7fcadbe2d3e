package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.BatchNorm1d;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Ema;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose evaluations, files and model in the end are those of averaged weights. */
class AveragedTrainingTest {

  private static final Dataset DATA = Fixtures.plane(32);
  private static final MeanSquaredError LOSS = new MeanSquaredError();

  @TempDir private Path folder = Path.of("");

  private static Model model() {
    return Fixtures.model(Shape.of(2), 3, Dense.of(5), new BatchNorm1d(), Dense.of(1));
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(LOSS)
        .optimizer(Ema.of(Adam.of(1e-2), 0.9))
        .validation(Fixtures.plane(8))
        .kernels(Fixtures.portable())
        .workers(1)
        .batch(8);
  }

  /** The averages are those of a training that only keeps them: its steps have the same bits. */
  @Test
  void theModelEndsWithTheAveragesOfTheSameTraining() {
    Model plain = model();
    History kept = trainer(plain).fit(DATA, 3);
    Model model = model();
    History history = trainer(model).averaged(true).fit(DATA, 3);
    String averages = kept.averaged().orElseThrow().store().sha256();
    assertThat(model.store().sha256()).isEqualTo(averages).isNotEqualTo(plain.store().sha256());
    assertThat(history.sha256()).isEqualTo(averages);
    assertThat(history.averaged().orElseThrow().store().sha256()).isEqualTo(averages);
    assertThat(history.epochs())
        .extracting(EpochResult::loss)
        .containsExactlyElementsOf(kept.epochs().stream().map(EpochResult::loss).toList());
  }

  /** What each epoch is judged by, and what its callbacks see. */
  private static final class Seen implements Callback {

    private final List<String> hashes = new ArrayList<>();
    private final List<Double> losses = new ArrayList<>();
    private Optional<Model> model = Optional.empty();

    @Override
    public void onStart(Model started) {
      model = Optional.of(started);
    }

    @Override
    public void onEpochEnd(EpochResult result) {
      Model judged = model.orElseThrow();
      hashes.add(judged.store().sha256());
      losses.add(judged.evaluate(Fixtures.plane(8), LOSS).loss());
      assertThat(result.validation().orElseThrow().loss()).isEqualTo(losses.get(losses.size() - 1));
    }
  }

  @Test
  void epochsAreJudgedByTheAveragesOfTheirEnd() {
    Seen seen = new Seen();
    trainer(model()).averaged(true).callbacks(seen).fit(DATA, 3);
    for (int epoch = 1; epoch <= 3; epoch++) {
      Model averaged = trainer(model()).fit(DATA, epoch).averaged().orElseThrow();
      assertThat(seen.hashes.get(epoch - 1)).isEqualTo(averaged.store().sha256());
    }
  }

  @Test
  void theBestModelAndEarlyStoppingKeepAverages() throws IOException {
    Path best = folder.resolve("best");
    BestModel saved = BestModel.to(best);
    EarlyStopping stopping = EarlyStopping.patience(50);
    Model model = model();
    trainer(model).averaged(true).callbacks(saved, stopping).fit(DATA, 4);
    Model averaged = trainer(model()).fit(DATA, saved.bestEpoch()).averaged().orElseThrow();
    Model loaded = Model.load(best, Fixtures.REGISTRY);
    assertThat(loaded.store().sha256()).isEqualTo(averaged.store().sha256());
    assertThat(stopping.bestEpoch()).isEqualTo(saved.bestEpoch());
    assertThat(model.store().sha256()).isEqualTo(averaged.store().sha256());
  }

  @Test
  void aCheckpointHoldsWeightsAndAveragesAndGoesOnWithTheSameBits() throws IOException {
    Path file = folder.resolve("checkpoint");
    Model whole = model();
    trainer(whole).averaged(true).fit(DATA, 4);
    trainer(model()).averaged(true).checkpoint(file, 3).fit(DATA, 2);
    Model resumed = model();
    trainer(resumed).averaged(true).resume(Checkpoint.read(file)).fit(DATA, 4);
    assertThat(resumed.store().sha256()).isEqualTo(whole.store().sha256());
    Model weights = model();
    Model raw = model();
    trainer(raw).fit(DATA, 2);
    trainer(weights).resume(Checkpoint.read(file).accepting(Setting.AVERAGED)).fit(DATA, 2);
    assertThat(weights.store().sha256()).as("the weights alone").isEqualTo(raw.store().sha256());
  }

  @Test
  void whatFailsInAnEvaluationLeavesTheWeightsOfTheLastStep() {
    Model raw = model();
    trainer(raw).fit(DATA, 1);
    Model model = model();
    Callback failing =
        new Callback() {
          @Override
          public void onEpochEnd(EpochResult result) {
            throw new IllegalStateException("disk full");
          }
        };
    Trainer trainer = trainer(model).averaged(true).callbacks(failing);
    assertThatThrownBy(() -> trainer.fit(DATA, 2)).hasMessage("disk full");
    assertThat(model.store().sha256()).isEqualTo(raw.store().sha256());
  }

  @Test
  void withoutAnAverageItIsRefused() {
    Model model = model();
    String before = model.store().sha256();
    Trainer trainer = trainer(model).optimizer(Adam.of(1e-2)).averaged(true);
    assertThatThrownBy(() -> trainer.fit(DATA, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("trainer: averaged, but the optimizer keeps no averages")
        .hasMessageContaining("Ema.of(Adam.of(1e-3), 0.999)");
    assertThat(model.store().sha256()).isEqualTo(before);
  }
}
