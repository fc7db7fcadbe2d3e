package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.CsvLog;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.result.History;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One callback in several trainings, and copies of a used one. */
class ReusedCallbacksTest {

  private static final int EPOCHS = 8;
  private static final Dataset DATA = Fixtures.blobs(40, 1);

  @TempDir private Path folder = Path.of("");

  private static Trainer trainer(Model model, Callback... callbacks) {
    return Trainer.of(model)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Adam.of(0.05))
        .workers(1)
        .validation(Fixtures.blobs(20, 2))
        .callbacks(callbacks);
  }

  private Callback callback(String id) {
    return switch (id) {
      case "early_stopping" -> EarlyStopping.patience(2);
      case "best_model" -> BestModel.to(folder.resolve("best.safetensors"));
      case "csv_log" -> CsvLog.to(folder.resolve("log.csv"));
      default -> ReduceOnPlateau.of(Plateau.of(1));
    };
  }

  @Test
  void eachOfTwoTrainingsBeginsAnew() {
    EarlyStopping stopping = EarlyStopping.patience(2);
    BestModel best = BestModel.to(folder.resolve("best.safetensors"));
    ReduceOnPlateau plateau = ReduceOnPlateau.of(Plateau.of(1));
    Trainer first = trainer(Fixtures.classifier(7), stopping, best, plateau);
    History once = first.fit(DATA, EPOCHS);
    int epoch = stopping.bestEpoch();
    double value = stopping.bestValue();
    History again = trainer(Fixtures.classifier(7), stopping, best, plateau).fit(DATA, EPOCHS);
    assertThat(again.sha256()).isEqualTo(once.sha256());
    assertThat(again.epochs()).hasSameSizeAs(once.epochs());
    assertThat(stopping.bestEpoch()).isEqualTo(epoch).isEqualTo(best.bestEpoch()).isPositive();
    assertThat(stopping.bestValue()).isEqualTo(value);
  }

  @Test
  void aCopyOfAUsedOneHasSeenNothing() {
    EarlyStopping used = EarlyStopping.patience(2);
    BestModel best = BestModel.to(folder.resolve("best.safetensors"));
    trainer(Fixtures.classifier(7), used, best).fit(DATA, 2);
    int epoch = used.bestEpoch();
    double value = used.bestValue();
    EarlyStopping copy = used.withLeastChange(0.5);
    assertThat(copy.bestEpoch()).isZero();
    assertThat(copy.bestValue()).isInfinite().isPositive();
    assertThat(used.withHighest(true).bestValue()).isInfinite().isNegative();
    assertThat(best.withLeastChange(0.5).bestEpoch()).isZero();
    trainer(Fixtures.classifier(8), copy).fit(DATA, 1);
    assertThat(used.bestEpoch()).isEqualTo(epoch);
    assertThat(used.bestValue()).isEqualTo(value);
    // a copy takes part in a training while the original does
    Callback inner =
        EpochListener.of(
            result -> trainer(Fixtures.classifier(8), used.on("accuracy")).fit(DATA, 1));
    trainer(Fixtures.classifier(7), used, inner).fit(DATA, 1);
    assertThat(used.bestEpoch()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"early_stopping", "best_model", "csv_log", "reduce_on_plateau"})
  void twoTrainingsAtOnceAreRefused(String id) {
    Callback shared = callback(id);
    Callback inner =
        EpochListener.of(result -> trainer(Fixtures.classifier(8), shared).fit(DATA, 1));
    assertThatThrownBy(() -> trainer(Fixtures.classifier(7), shared, inner).fit(DATA, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "trainer: the callback '"
                + id
                + "' takes part in another training that is still running, expected an object of"
                + " its own for each use (or an empty id, if it keeps no state)");
    // the failed training has ended
    assertThat(trainer(Fixtures.classifier(7), shared).fit(DATA, 1).epochs()).hasSize(1);
  }

  @Test
  void oneListedTwiceIsRefused() {
    EarlyStopping stopping = EarlyStopping.patience(2);
    Model model = Fixtures.classifier(7);
    String before = model.store().sha256();
    assertThatThrownBy(() -> trainer(model, stopping, stopping).fit(DATA, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("'early_stopping' is listed twice, expected an object of its own");
    assertThat(model.store().sha256()).isEqualTo(before);
    assertThat(trainer(model, stopping, EarlyStopping.patience(3)).fit(DATA, 1).epochs())
        .hasSize(1);
  }

  @Test
  @SuppressWarnings("NullAway") // what a plugin may do
  void aNullIdIsRefused() {
    Callback nameless =
        new Callback() {
          @Override
          public String id() {
            return null;
          }
        };
    assertThatThrownBy(() -> trainer(Fixtures.classifier(7), nameless).fit(DATA, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("trainer: the id of the callback")
        .hasMessageEndingWith(" is null");
  }

  @Test
  void trainingsAtOnceShareOneWithoutState() {
    AtomicInteger seen = new AtomicInteger();
    Callback counter = EpochListener.of(result -> seen.incrementAndGet());
    Callback inner =
        EpochListener.of(result -> trainer(Fixtures.classifier(8), counter).fit(DATA, 1));
    trainer(Fixtures.classifier(7), counter, inner, counter).fit(DATA, 1);
    assertThat(seen.get()).isEqualTo(3);
  }
}
