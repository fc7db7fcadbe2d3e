package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.CsvLog;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.Average;
import dev.cotangent.training.metric.FBeta;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics of the outputs of an objective that is trained on a data set: a class and a number. */
class ObjectiveMetricsTest {

  private static final Shape SAMPLE = Shape.of(Fixtures.FEATURES);
  private static final OutputMetric ACCURACY = OutputMetric.of(new Accuracy(), "class", "target");
  private static final OutputMetric MAE = OutputMetric.of(new Mae(), "number", "target.number");

  private final Model model =
      Sequential.of(Dense.of(16), Activate.with("tanh"), Dense.of(4))
          .build(SAMPLE, 3, Fixtures.REGISTRY);

  /** A class, and the first feature less the second as a number, which counts in two of three. */
  private static Dataset tasks(int rows, long seed) {
    Dataset classes = Fixtures.blobs(rows, seed);
    float[] numbers = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      float[] sample = classes.features(row);
      numbers[row] = row % 3 == 0 ? 1e3f : sample[0] - sample[1];
      weights[row] = row % 3 == 0 ? 0 : 1;
    }
    return classes.with("number", NumberTargets.of(numbers).withWeights(weights));
  }

  private Objective bothTasks() {
    return Objective.of(
        model,
        f -> {
          Tensor y = f.apply(model, f.input("features", SAMPLE));
          Tensor labels = f.labels("target", Shape.scalar());
          f.part("entropy", CrossEntropy.ofClassIndices().terms(y.slice(-1, 0, 3), labels), 1);
          Tensor number = f.input("target.number", Shape.of(1));
          Tensor weights = f.input("weights.number", Shape.scalar());
          f.part(
              "squares",
              new MeanSquaredError().terms(y.slice(-1, 3, 4), number).weighted(weights),
              0.5);
          f.output("class", y.slice(-1, 0, 3));
          f.output("number", y.slice(-1, 3, 4));
          f.output("mean", y.mean());
          f.output("choice", y.slice(-1, 0, 3).argMax(1));
        });
  }

  private Trainer trainer() {
    return Trainer.of(bothTasks()).optimizer(Adam.of(0.01)).workers(1).kernels(Fixtures.portable());
  }

  @Test
  void metricsOfValidationAndTrainingData() {
    Dataset train = tasks(90, 1);
    Dataset test = tasks(70, 2);
    EpochResult last =
        trainer()
            .validation(test)
            .metrics(ACCURACY, MAE, OutputMetric.of(FBeta.f1(Average.MACRO), "class", "target"))
            .trainingMetrics(ACCURACY)
            .fit(train, 3)
            .last();
    Evaluation judged = last.validation().orElseThrow();
    assertThat(judged.metrics().keySet())
        .containsExactly("entropy", "squares", "accuracy", "mae", "f1_macro");
    assertThat(judged.accuracy()).isEqualTo(accuracy(test)).isGreaterThan(0.3);
    assertThat(judged.metric("mae")).isCloseTo(error(test), within(1e-6)).isLessThan(10);
    Evaluation own = last.training().orElseThrow();
    assertThat(own.metrics().keySet()).containsExactly("entropy", "squares", "accuracy");
    assertThat(own.accuracy()).isEqualTo(accuracy(train));
  }

  private double accuracy(Dataset data) {
    int right = 0;
    for (int row = 0; row < data.size(); row++) {
      float[] y = model.predictor().predict(data.features(row));
      int best = y[1] > y[0] ? 1 : 0;
      right += (y[2] > y[best] ? 2 : best) == data.label(row) ? 1 : 0;
    }
    return (double) right / data.size();
  }

  /** Rows of weight 0 do not count, though the metric does not name the weights. */
  private double error(Dataset data) {
    double sum = 0;
    int count = 0;
    for (int row = 0; row < data.size(); row++) {
      if (row % 3 != 0) {
        float[] y = model.predictor().predict(data.features(row));
        sum += Math.abs(y[3] - data.select("number").target(row)[0]);
        count++;
      }
    }
    return sum / count;
  }

  @Test
  void callbacksWatchThemInTheirDirection(@TempDir Path folder) throws IOException {
    Path log = folder.resolve("log.csv");
    EarlyStopping stopping = EarlyStopping.patience(3).on("accuracy");
    BestModel best = BestModel.to(folder.resolve("best.safetensors")).on("right");
    History history =
        trainer()
            .validation(tasks(60, 2))
            .metrics(ACCURACY, ACCURACY.withName("right"))
            .callbacks(stopping, best, CsvLog.to(log))
            .fit(tasks(90, 1), 40);
    assertThat(history.stoppedEarly()).isTrue();
    double highest =
        history.epochs().stream()
            .mapToDouble(epoch -> epoch.validation().orElseThrow().accuracy())
            .max()
            .orElseThrow();
    assertThat(stopping.bestValue()).isEqualTo(highest);
    assertThat(best.bestEpoch()).isEqualTo(stopping.bestEpoch());
    assertThat(Files.readString(log))
        .startsWith(
            "epoch,step,loss,validation_loss,validation_entropy,validation_squares,"
                + "validation_accuracy,validation_right,learning_rate,seconds");
  }

  @Test
  void whatIsWatchedIsCheckedBeforeTheTraining() {
    String before = model.store().sha256();
    Trainer watched =
        trainer().metrics(ACCURACY).callbacks(EarlyStopping.patience(1).on("accuracy"));
    assertThatThrownBy(() -> watched.fit(tasks(30, 1), 1))
        .hasMessageContaining("there is no figure 'accuracy', expected one of [loss]");
    assertThat(watched.trainingMetrics(ACCURACY).fit(tasks(30, 1), 1).epochs()).hasSize(1);
    assertThat(model.store().sha256()).isNotEqualTo(before);
  }

  @Test
  void microBatchesChangeNoMetric() {
    Dataset train = Fixtures.blobs(96, 1);
    Objective alone =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("features", SAMPLE)).slice(-1, 0, 3);
              Tensor labels = f.labels("target", Shape.scalar());
              f.part("entropy", CrossEntropy.ofClassIndices().terms(y, labels), 1);
              f.output("class", y);
            });
    Trainer halves = Trainer.of(alone).optimizer(Adam.of(0.01)).workers(1).batch(24).accumulate(2);
    EpochResult last = halves.metrics(ACCURACY).validation(train).fit(train, 2).last();
    assertThat(last.step()).isEqualTo(4);
    assertThat(last.validation().orElseThrow().accuracy()).isEqualTo(accuracy(train));
  }

  @Test
  void aResumedTrainingHasTheSameNumbers(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("c.safetensors");
    Dataset data = tasks(50, 1);
    float[] start = model.store().array().clone();
    History whole = trainer().metrics(ACCURACY).validation(data).fit(data, 4);
    System.arraycopy(start, 0, model.store().array(), 0, start.length);
    trainer().metrics(ACCURACY).validation(data).checkpoint(file, 0).fit(data, 2);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThatThrownBy(
            () ->
                trainer()
                    .metrics(OutputMetric.of(new Accuracy(), "class", "choice"))
                    .validation(data)
                    .resume(checkpoint)
                    .fit(data, 4))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("metrics");
    System.arraycopy(start, 0, model.store().array(), 0, start.length);
    History rest = trainer().metrics(ACCURACY).validation(data).resume(checkpoint).fit(data, 4);
    assertThat(rest.sha256()).isEqualTo(whole.sha256());
    assertThat(rest.epochs().stream().map(EpochResult::validation).toList())
        .isEqualTo(whole.epochs().stream().map(EpochResult::validation).toList());
  }

  @Test
  void whatDoesNotFitIsSaidBeforeTheTraining() {
    String before = model.store().sha256();
    assertError(
        OutputMetric.of(new Accuracy(), "clas", "target"),
        "metric 'accuracy': the objective has no output 'clas', expected one of"
            + " [class, number, mean, choice]; name one with Forward.output");
    assertError(
        OutputMetric.of(new Accuracy(), "class", "label"),
        "metric 'accuracy': the objective has no input or output 'label' for the target, expected"
            + " one of the inputs [features, target, target.number, weights.number] or outputs"
            + " [class, number, mean, choice]");
    assertError(
        ACCURACY.withWeights("mask").withName("right"),
        "metric 'right': the objective has no input or output 'mask' for the weights");
    assertError(
        OutputMetric.of(new Accuracy(), "mean", "target"),
        "metric 'accuracy': output 'mean' is F32[], expected F32 or I32 with a row for each sample");
    assertError(
        OutputMetric.of(new Accuracy(), "choice", "target"),
        "metric 'accuracy': output 'choice' is I32[30], expected F32");
    assertError(
        ACCURACY.withWeights("features"),
        "metric 'accuracy': weights 'features' is F32[30, 10], expected F32 with a weight for each"
            + " row or each element of the target, as target 'target' is I32[30]");
    assertError(
        OutputMetric.of(new Mae(), "class", "target"),
        "metric 'mae': output 'class' is F32[30, 3], target 'target' is I32[30]: mae: the targets"
            + " are 3 classes, expected numbers");
    assertError(
        OutputMetric.of(new Mae(), "class", "target.number"),
        "mae: the outputs are [3] for targets [1], expected an output for each number");
    assertError(ACCURACY.withName("entropy"), "has the name of a part of the objective");
    assertThatThrownBy(() -> trainer().metrics(ACCURACY, ACCURACY.withWeights("weights.number")))
        .hasMessageContaining("two metrics have the name 'accuracy'");
    assertThatThrownBy(() -> trainer().metrics(new Accuracy()).step())
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("metric 'accuracy' of an objective is not bound to an output");
    assertThatThrownBy(() -> OutputMetric.of(ACCURACY, "class", "target"))
        .hasMessageContaining("'accuracy' is bound to output 'class' already");
    assertThat(model.store().sha256()).isEqualTo(before);
  }

  private void assertError(OutputMetric metric, String message) {
    Dataset data = tasks(30, 1);
    assertThatThrownBy(() -> trainer().metrics(metric).validation(data).fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(message);
    assertThatThrownBy(() -> trainer().trainingMetrics(metric).fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(message);
    try (TrainStep step = trainer().metrics(metric).step()) {
      assertThatThrownBy(() -> step.prepare(data.batch(rows(30))))
          .isInstanceOf(CotangentException.class)
          .hasMessageContaining(message);
    }
  }

  private static int[] rows(int count) {
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = i;
    }
    return rows;
  }

  @Test
  void aModelWithALossHasNoNamedOutputs() {
    Dataset data = Fixtures.blobs(30, 1);
    Model classifier = Model.build(Dense.of(3), SAMPLE, 1, Fixtures.REGISTRY);
    assertThatThrownBy(
            () ->
                Trainer.of(classifier)
                    .loss(CrossEntropy.ofClassIndices())
                    .optimizer(Adam.of(0.01))
                    .metrics(ACCURACY)
                    .validation(data)
                    .fit(data, 1))
        .hasMessageContaining("expected an unbound Accuracy");
    assertThat(List.of(ACCURACY.attributes().text("output"), ACCURACY.id()))
        .containsExactly("class", "accuracy");
  }
}
