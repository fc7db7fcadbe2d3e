package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.loss.TripletMargin;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Plateau;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.CsvLog;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.metric.Average;
import dev.cotangent.training.metric.FBeta;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.RocAuc;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.Figures;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callbacks watch any metric, of validation or training data. */
class WatchedMetricsTest {

  private static final Dataset TRAIN = Fixtures.blobs(90, 1);
  private static final Dataset VALIDATION = Fixtures.blobs(60, 2);
  private static final Metric F1 = FBeta.f1(Average.MACRO);

  @TempDir private Path folder = Path.of("");

  private static Trainer trainer(Model model) {
    return Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Sgd.of(0.05)).workers(1);
  }

  private static EpochResult epoch(int number, double loss, double f1) {
    Evaluation found = new Evaluation(1, loss, Map.of("f1_macro", f1));
    return new EpochResult(number, number, 1, Optional.of(found), 0.1, 1, 1);
  }

  private static final List<EpochResult> EPOCHS =
      List.of(
          epoch(1, 0.5, 0.2),
          epoch(2, 0.4, 0.6),
          epoch(3, 0.3, 0.605),
          epoch(4, 0.2, Double.NaN),
          epoch(5, 0.1, 0.4));

  private static <C extends Callback> C watched(C callback) {
    callback.onFigures(Figures.of(List.of(F1)));
    callback.onStart(Fixtures.classifier(1));
    EPOCHS.forEach(callback::onEpochEnd);
    return callback;
  }

  @Test
  void theMetricSaysWhichDirectionIsBetter() {
    EarlyStopping patient = EarlyStopping.patience(2);
    assertThat(watched(patient).bestEpoch()).isEqualTo(5);
    EarlyStopping stopping = watched(EarlyStopping.patience(2).on("f1_macro"));
    assertThat(stopping.bestEpoch()).isEqualTo(3);
    assertThat(stopping.bestValue()).isEqualTo(0.605);
    assertThat(stopping.shouldStop()).isTrue();
    Path file = folder.resolve("best.safetensors");
    assertThat(watched(BestModel.to(file).on("f1_macro")).bestEpoch()).isEqualTo(3);
    EarlyStopping lowest = EarlyStopping.patience(9).on("f1_macro").withHighest(false);
    assertThat(watched(lowest).bestEpoch()).isEqualTo(1);
    ReduceOnPlateau plateau =
        ReduceOnPlateau.of(new Plateau(0.5, 0, 0, true, 0, 0, false), "f1_macro");
    assertThat(watched(plateau).rateScale()).isEqualTo(0.25);
  }

  @Test
  void aLeastChangeCounts() {
    EarlyStopping stopping = EarlyStopping.patience(3).on("f1_macro").withLeastChange(0.01);
    assertThat(watched(stopping).bestEpoch()).isEqualTo(2);
    assertThat(stopping.shouldStop()).isTrue();
    Path file = folder.resolve("best.safetensors");
    assertThat(watched(BestModel.to(file).withLeastChange(0.15)).bestEpoch()).isEqualTo(5);
    assertThatThrownBy(() -> EarlyStopping.patience(1).withLeastChange(-1))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "early stopping: the least change is -1.0, expected a finite number, 0 or more");
  }

  @Test
  void anUnknownMetricIsAnErrorBeforeTheTraining() {
    Model model = Fixtures.classifier(3);
    String before = model.store().sha256();
    for (Callback callback :
        List.of(
            EarlyStopping.patience(5).on("f1"),
            BestModel.to(folder.resolve("x")).on("f1"),
            ReduceOnPlateau.of(Plateau.of(1), "f1"))) {
      assertThatThrownBy(
              () ->
                  trainer(model)
                      .metrics(F1)
                      .validation(VALIDATION)
                      .callbacks(callback)
                      .fit(TRAIN, 2))
          .isInstanceOf(CotangentException.class)
          .hasMessageContainingAll(
              callback.id(), "'f1'", "[loss, accuracy, f1_macro]", "Trainer.metrics");
    }
    assertThatThrownBy(
            () -> trainer(model).callbacks(EarlyStopping.patience(5).on("accuracy")).fit(TRAIN, 2))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("expected one of [loss]");
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  @Test
  void trainingDataIsEvaluatedInInferenceMode() throws IOException {
    Model model = Fixtures.classifier(3);
    Path log = folder.resolve("log.csv");
    History history =
        trainer(model)
            .trainingMetrics(F1)
            .metrics(new RocAuc())
            .validation(VALIDATION)
            .callbacks(CsvLog.to(log))
            .fit(TRAIN, 2);
    Evaluation last = history.last().training().orElseThrow();
    Evaluation again = Evaluator.of(model, CrossEntropy.ofClassIndices(), F1).evaluate(TRAIN);
    assertThat(last).isEqualTo(again);
    assertThat(last.metrics()).containsOnlyKeys("accuracy", "f1_macro");
    assertThat(Files.readString(log).lines().findFirst())
        .contains(
            "epoch,step,loss,training_loss,training_accuracy,training_f1_macro,"
                + "validation_loss,validation_accuracy,validation_roc_auc,learning_rate,seconds");
    Model plain = Fixtures.classifier(3);
    trainer(plain).fit(TRAIN, 2);
    assertThat(model.store().sha256()).isEqualTo(plain.store().sha256());
  }

  @Test
  void withoutValidationTheTrainingDataIsWatched() {
    EarlyStopping stopping = EarlyStopping.patience(1).on("f1_macro");
    History history =
        trainer(Fixtures.classifier(3)).trainingMetrics(F1).callbacks(stopping).fit(TRAIN, 60);
    assertThat(history.stoppedEarly()).isTrue();
    double best =
        history.epochs().stream()
            .mapToDouble(each -> each.training().orElseThrow().metric("f1_macro"))
            .max()
            .orElseThrow();
    assertThat(stopping.bestValue()).isEqualTo(best);
  }

  @Test
  void aResumedTrainingRemembersWhatWasWatched() throws IOException {
    Path file = folder.resolve("checkpoint.safetensors");
    EarlyStopping once = EarlyStopping.patience(20).on("f1_macro").withLeastChange(1e-3);
    Model straight = Fixtures.classifier(5);
    History expected = watching(straight, once).fit(TRAIN, 8);

    watching(
            Fixtures.classifier(5), EarlyStopping.patience(20).on("f1_macro").withLeastChange(1e-3))
        .checkpoint(file, 0)
        .fit(TRAIN, 3);
    EarlyStopping again = EarlyStopping.patience(20).on("f1_macro").withLeastChange(1e-3);
    Model resumed = Fixtures.classifier(5);
    History history = watching(resumed, again).resume(Checkpoint.read(file)).fit(TRAIN, 8);
    assertThat(resumed.store().sha256()).isEqualTo(straight.store().sha256());
    assertThat(again.bestValue()).isEqualTo(once.bestValue());
    assertThat(again.bestEpoch()).isEqualTo(once.bestEpoch());
    for (int i = 0; i < 8; i++) {
      assertThat(history.epochs().get(i).training()).isEqualTo(expected.epochs().get(i).training());
    }
    assertThatThrownBy(
            () ->
                watching(Fixtures.classifier(5), EarlyStopping.patience(20).on("f1_macro"))
                    .resume(Checkpoint.read(file))
                    .fit(TRAIN, 8))
        .hasMessageContaining("least_change");
  }

  private static Trainer watching(Model model, Callback callback) {
    return trainer(model)
        .metrics(F1)
        .trainingMetrics(F1)
        .validation(VALIDATION)
        .callbacks(callback);
  }

  @Test
  void usualMetricsCanBeReplacedAndTurnedOff() {
    Trainer off =
        trainer(Fixtures.classifier(3)).defaultMetrics(false).metrics(F1).validation(VALIDATION);
    assertThat(off.fit(TRAIN, 1).last().validation().orElseThrow().metrics())
        .containsOnlyKeys("f1_macro");
    Dataset plane = Fixtures.plane(20);
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    Metric rmse = Metric.mean("rmse", (output, target) -> 7);
    assertThat(
            Evaluator.of(model, new MeanSquaredError(), rmse, new Mae()).evaluate(plane).metrics())
        .containsOnlyKeys("rmse", "r2", "mae")
        .containsEntry("rmse", 7.0);
  }

  /** Anchor, positive and negative: the outputs have no target to be near to. */
  @Test
  void aLossWithoutUsualMetricsCanBeValidated() {
    Model model = Fixtures.model(Shape.of(6), 1, Dense.of(6));
    float[] features = new float[60];
    for (int i = 0; i < features.length; i++) {
      features[i] = i * 7 % 11 / 11f;
    }
    Shape target = new TripletMargin().targetShape(Shape.of(1, 6)).without(0);
    Dataset data = Dataset.regression(Shape.of(6), features, target, new float[10 * target.size()]);
    History history =
        Trainer.of(model)
            .loss(new TripletMargin())
            .optimizer(Sgd.of(0.01))
            .validation(data)
            .fit(data, 1);
    Evaluation judged = history.last().validation().orElseThrow();
    assertThat(judged.metrics()).isEmpty();
    assertThat(judged.loss()).isFinite();
  }
}
