package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objectives of one's own trained on data sets, whose columns are inputs by name. */
class ObjectiveFitTest {

  private static final Shape ONE = Shape.of(1);
  private static final Shape SAMPLE = Shape.of(Fixtures.FEATURES);

  /** Three logits and a number. */
  private static Model twoHeads() {
    return Sequential.of(Dense.of(16), Activate.with("tanh"), Dropout.of(0.1), Dense.of(4))
        .build(SAMPLE, 3, Fixtures.REGISTRY);
  }

  /** A class, and the first feature less the second as a number, which counts in two of three. */
  private static Dataset tasks(int rows) {
    Dataset classes = Fixtures.blobs(rows, 2);
    float[] numbers = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      float[] sample = classes.features(row);
      numbers[row] = row % 3 == 0 ? 1e3f : sample[0] - sample[1];
      weights[row] = row % 3 == 0 ? 0 : 1;
    }
    return classes.with("number", NumberTargets.of(numbers).withWeights(weights));
  }

  private static Objective bothTasks(Model model) {
    return Objective.of(
        model,
        f -> {
          Tensor y = f.apply(model, f.input("features", SAMPLE));
          Tensor labels = f.labels("target", Shape.scalar());
          f.part("class", CrossEntropy.ofClassIndices().terms(y.slice(-1, 0, 3), labels), 1);
          Tensor number = f.input("target.number", ONE);
          Tensor weights = f.input("weights.number", Shape.scalar());
          f.part(
              "number",
              new MeanSquaredError().terms(y.slice(-1, 3, 4), number).weighted(weights),
              0.5);
        });
  }

  private static Trainer trainer(Objective objective) {
    return Trainer.of(objective).optimizer(Adam.of(0.01)).workers(1).kernels(Fixtures.portable());
  }

  @Test
  void theObjectiveOfALossGivesItsBits() {
    Dataset data = Fixtures.plane(50);
    Model first = Model.build(Dense.of(1), Shape.of(2), 4, Fixtures.REGISTRY);
    History plain =
        Trainer.of(first)
            .loss(new MeanSquaredError())
            .optimizer(Adam.of(0.01))
            .workers(1)
            .kernels(Fixtures.portable())
            .validation(data.subset(1, 2, 3))
            .fit(data, 3);
    Model second = Model.build(Dense.of(1), Shape.of(2), 4, Fixtures.REGISTRY);
    Objective same =
        Objective.of(
            second,
            f -> {
              Tensor y = f.apply(second, f.input("features", Shape.of(2)));
              f.part("loss", new MeanSquaredError().terms(y, f.input("target", ONE)), 1);
            });
    History own = trainer(same).validation(data.subset(1, 2, 3)).fit(data, 3);
    assertThat(own.sha256()).isEqualTo(plain.sha256());
    assertThat(own.last().loss()).isEqualTo(plain.last().loss());
    assertThat(own.last().validation().orElseThrow().loss())
        .isEqualTo(plain.last().validation().orElseThrow().loss());
  }

  @Test
  void severalTargetsAreInputsByName() {
    Dataset data = tasks(150);
    Dataset test = tasks(70);
    Model model = twoHeads();
    History history = trainer(bothTasks(model)).validation(test).fit(data, 40);
    Evaluation judged = history.last().validation().orElseThrow();
    assertThat(judged.metrics()).containsOnlyKeys("class", "number");
    float[] y = model.predictor().predict(features(test));
    double squares = 0;
    double surprise = 0;
    int counted = 0;
    for (int row = 0; row < test.size(); row++) {
      double all = 0;
      for (int i = 0; i < 3; i++) {
        all += StrictMath.exp(y[4 * row + i]);
      }
      surprise += StrictMath.log(all) - y[4 * row + test.label(row)];
      if (row % 3 != 0) {
        double error = y[4 * row + 3] - test.select("number").target(row)[0];
        squares += error * error;
        counted++;
      }
    }
    assertThat(judged.metric("class")).isCloseTo(surprise / 70, within(1e-5)).isLessThan(0.6);
    assertThat(judged.metric("number")).isCloseTo(squares / counted, within(1e-4)).isLessThan(1);
    assertThat(judged.loss()).isEqualTo(judged.metric("class") + 0.5 * judged.metric("number"));
  }

  private static float[] features(Dataset data) {
    int width = data.sampleShape().size();
    float[] all = new float[data.size() * width];
    for (int row = 0; row < data.size(); row++) {
      System.arraycopy(data.features(row), 0, all, row * width, width);
    }
    return all;
  }

  @Test
  void partsCanBeWatched() {
    Model model = twoHeads();
    History history =
        trainer(bothTasks(model))
            .validation(tasks(60))
            .callbacks(EarlyStopping.patience(2).withLeastChange(1e9).on("number"))
            .fit(tasks(150), 40);
    assertThat(history.epochs()).hasSizeLessThan(10);
    assertThat(history.stoppedEarly()).isTrue();
    assertThatThrownBy(
            () ->
                trainer(bothTasks(model))
                    .validation(tasks(60))
                    .callbacks(EarlyStopping.patience(1).on("numbr"))
                    .fit(tasks(30), 1))
        .hasMessageContaining("there is no figure 'numbr', expected one of [loss, class, number]");
    assertThatThrownBy(
            () ->
                trainer(bothTasks(model))
                    .callbacks(EarlyStopping.patience(1).on("number"))
                    .fit(tasks(30), 1))
        .hasMessageContaining("there is no figure 'number', expected one of [loss]");
  }

  @Test
  void whatIsLeftOut() {
    Model model = twoHeads();
    Objective onlyClass =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("features", SAMPLE)).slice(-1, 0, 3);
              Tensor labels = f.labels("target", Shape.scalar());
              f.part("class", CrossEntropy.ofClassIndices().terms(y, labels), 1);
            });
    assertThat(trainer(onlyClass).fit(tasks(30), 1).epochs()).hasSize(1);
    assertThatThrownBy(() -> trainer(onlyClass).fit(tasks(2).withWeights(1, 2), 1))
        .hasMessageContaining("the batch has an array 'weights', but the objective has no such");
    assertThatThrownBy(() -> trainer(bothTasks(model)).fit(Fixtures.blobs(30, 1), 1))
        .hasMessageContaining(
            "objective: a batch of 30 rows has no array for input 'target.number', expected one");
    assertThatThrownBy(() -> trainer(onlyClass).fit(tasks(30).subset(), 1))
        .hasMessageContaining("the training data has no samples");
  }

  @Test
  void oneModelIsTrained() {
    Model teacher = Model.build(Dense.of(1), Shape.of(2), 1, Fixtures.REGISTRY);
    Model student = Model.build(Dense.of(1), Shape.of(2), 2, Fixtures.REGISTRY);
    Objective both =
        Objective.of(
                f -> {
                  Tensor x = f.input("features", Shape.of(2));
                  f.part("gap", f.apply(student, x).sub(f.inference(teacher, x)).square());
                })
            .model("teacher", teacher)
            .model("student", student);
    Dataset data = Fixtures.plane(60);
    assertThatThrownBy(() -> trainer(both).fit(data, 1))
        .hasMessageContaining("fit trains one model, but the objective has 2");
    String before = teacher.store().sha256();
    History history = trainer(both).freeze("teacher/*").fit(data, 200);
    assertThat(history.sha256()).isEqualTo(student.store().sha256());
    assertThat(teacher.store().sha256()).isEqualTo(before);
    assertThat(history.last().loss()).isLessThan(0.01);
    assertThatThrownBy(
            () ->
                trainer(both)
                    .freeze("teacher/*")
                    .checkpoint(Path.of("never.safetensors"), 0)
                    .fit(data, 1))
        .hasMessageContaining("use TrainStep.checkpoint for several models");
  }

  @Test
  void aRangeOfRatesIsTried() {
    Dataset data = Fixtures.plane(80);
    Model first = Model.build(Dense.of(1), Shape.of(2), 4, Fixtures.REGISTRY);
    RangeTest plain =
        Trainer.of(first)
            .loss(new MeanSquaredError())
            .optimizer(Adam.of(0.01))
            .workers(1)
            .kernels(Fixtures.portable())
            .findRate(data, 1e-4, 1, 20);
    Model student = Model.build(Dense.of(1), Shape.of(2), 4, Fixtures.REGISTRY);
    Model other = Model.build(Dense.of(1), Shape.of(2), 5, Fixtures.REGISTRY);
    Objective objective =
        Objective.of(
                f -> {
                  Tensor x = f.input("features", Shape.of(2));
                  Tensor target = f.input("target", ONE);
                  f.part("loss", new MeanSquaredError().terms(f.apply(student, x), target), 1);
                  f.part("apart", f.apply(other, x).sub(target).square(), 0);
                })
            .model("student", student)
            .model("other", other);
    String before = student.store().sha256() + other.store().sha256();
    RangeTest own = trainer(objective).findRate(data, 1e-4, 1, 20);
    assertThat(own.points()).isEqualTo(plain.points()).hasSizeGreaterThan(9);
    assertThat(student.store().sha256() + other.store().sha256()).isEqualTo(before);
    assertThatThrownBy(() -> trainer(objective).findRate(tasks(30), 1e-4, 1, 20))
        .hasMessageContaining("has an int[] for input 'target', expected a float[]");
    assertThatThrownBy(() -> trainer(objective).findRate(data.subset(), 1e-4, 1, 20))
        .hasMessageContaining("the training data has no samples");
  }

  @Test
  void aCheckpointGoesOn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("c.safetensors");
    Dataset data = tasks(50);
    String whole = trainer(bothTasks(twoHeads())).fit(data, 4).sha256();
    trainer(bothTasks(twoHeads())).checkpoint(file, 0).fit(data, 2);
    Checkpoint checkpoint = Checkpoint.read(file);
    History rest = trainer(bothTasks(twoHeads())).resume(checkpoint).fit(data, 4);
    assertThat(rest.sha256()).isEqualTo(whole);
    Model model = twoHeads();
    Objective other =
        Objective.of(
            model,
            f -> {
              Tensor y = f.apply(model, f.input("features", SAMPLE));
              f.part("class", y.square());
            });
    assertThatThrownBy(() -> trainer(other).resume(checkpoint).fit(data, 4))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("loss.");
    float[] numbers = new float[50];
    Dataset changed =
        Fixtures.blobs(50, 2).with("number", NumberTargets.of(numbers).withWeights(numbers));
    assertThatThrownBy(() -> trainer(bothTasks(twoHeads())).resume(checkpoint).fit(changed, 4))
        .isInstanceOf(ResumeException.class)
        .hasMessageContaining("rows with different values");
  }

  @Test
  void batchesOfRowsHaveTheSameNames() {
    Dataset data = tasks(12);
    Batch batch = data.batch(3, 1);
    assertThat(batch.names())
        .isEqualTo(List.of("features", "target", "target.number", "weights.number"));
    data.batch(new int[] {0, 1, 2, 5, 4}, 3, batch);
    assertThat((float[]) batch.array(3)).containsExactly(1, 1);
    try (TrainStep step = trainer(bothTasks(twoHeads())).step()) {
      assertThat(step.run(batch)).isFinite();
      assertThat(Map.of("class", step.part("class"))).isNotEmpty();
    }
  }
}
