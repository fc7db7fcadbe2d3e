package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.spi.Signature;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Concat;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Embedding;
import dev.cotangent.layers.Graph;
import dev.cotangent.layers.GraphNode;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of several inputs, and models that take them by name. */
class SeveralInputsTest {

  private static final int ROWS = 120;
  private static final Signature INPUTS =
      Signature.of("numbers", Shape.of(2)).and("town", DType.I32, Shape.scalar());

  private static Model towers() {
    Graph graph =
        Graph.of(
            g -> {
              GraphNode numbers = g.apply("dense", Dense.of(8), g.input("numbers"));
              GraphNode town = g.apply("towns", Embedding.of(4, 2), g.input("town"));
              GraphNode both = g.apply(Concat.last(), numbers, town);
              GraphNode hidden = g.apply("hidden", Dense.of(16), both);
              GraphNode bent = g.apply("tanh", Activate.with("tanh"), hidden);
              g.output("price", g.apply("head", Dense.of(1), bent));
            });
    return Model.build(graph, INPUTS, 3, Fixtures.REGISTRY);
  }

  /** The price is a − b, and half a town. */
  private static Dataset houses() {
    RandomStream random = RandomStream.of(6, "houses");
    float[] numbers = new float[2 * ROWS];
    int[] towns = new int[ROWS];
    float[] prices = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      numbers[2 * row] = random.uniform(2L * row);
      numbers[2 * row + 1] = random.uniform(2L * row + 1);
      towns[row] = random.below(4, -1L - row);
      prices[row] = numbers[2 * row] - numbers[2 * row + 1] + 0.5f * towns[row];
    }
    return Dataset.of(Shape.of(2), numbers, NumberTargets.of(prices))
        .named("numbers")
        .withInput("town", Shape.scalar(), towns);
  }

  private static Trainer trainer(Model model) {
    return Trainer.of(model)
        .loss(new MeanSquaredError())
        .optimizer(Adam.of(0.02))
        .workers(1)
        .kernels(Fixtures.portable());
  }

  @Test
  void aModelTakesThemByName() {
    Dataset data = houses();
    assertThat(data.signature()).isEqualTo(INPUTS);
    Model model = towers();
    History history = trainer(model).validation(data.subset(5, 3, 4)).fit(data, 60);
    assertThat(history.last().loss()).isLessThan(0.01);
    Evaluation judged =
        Evaluator.of(model, new MeanSquaredError(), Workers.serial(), Fixtures.portable())
            .evaluate(data.subset(5, 3, 4));
    assertThat(judged).isEqualTo(history.last().validation().orElseThrow());
    assertThat(judged.metrics()).containsKeys("rmse", "r2");
  }

  @Test
  void aLoopOfOnesOwnHasTheSameBits() {
    Dataset data = houses();
    Model first = towers();
    trainer(first).batch(40).seed(first.seed()).fit(data, 1);
    Model second = towers();
    try (TrainStep step = trainer(second).step()) {
      int[] order = data.order(second.seed(), 0);
      Batch batch = data.batch(new int[40]);
      assertThat(batch.names()).containsExactly("numbers", "target", "town");
      for (int from = 0; from < ROWS; from += 40) {
        step.run(data.batch(order, from, batch));
      }
    }
    assertThat(second.store().sha256()).isEqualTo(first.store().sha256());
  }

  @Test
  void aModelOfOneInputTakesTheSamples() {
    Model one = Model.build(Dense.of(1), Shape.of(2), 1, Fixtures.REGISTRY);
    Model same = Model.build(Dense.of(1), Shape.of(2), 1, Fixtures.REGISTRY);
    Dataset data = houses();
    float[] numbers = new float[2 * ROWS];
    float[] prices = new float[ROWS];
    for (int row = 0; row < ROWS; row++) {
      System.arraycopy(data.features(row), 0, numbers, 2 * row, 2);
      prices[row] = data.target(row)[0];
    }
    Dataset plain = Dataset.regression(Shape.of(2), numbers, Shape.of(1), prices);
    assertThat(trainer(one).fit(data, 2).sha256()).isEqualTo(trainer(same).fit(plain, 2).sha256());
    assertThat(data.fingerprint()).isNotEqualTo(plain.fingerprint());
  }

  @Test
  void aCheckpointGoesOn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("c.safetensors");
    String whole = trainer(towers()).fit(houses(), 3).sha256();
    trainer(towers()).checkpoint(file, 0).fit(houses(), 1);
    Checkpoint checkpoint = Checkpoint.read(file);
    assertThat(trainer(towers()).resume(checkpoint).fit(houses(), 3).sha256()).isEqualTo(whole);
  }

  @Test
  void aLossOfSeveralOutputsNamesThemAndTheWayOut() {
    Graph twoHeads =
        Graph.of(
            g -> {
              GraphNode x = g.input("x");
              g.output("class", g.apply("first", Dense.of(3), x));
              g.output("size", g.apply("second", Dense.of(1), x));
            });
    Model model = Model.build(twoHeads, Signature.of("x", Shape.of(2)), 3, Fixtures.REGISTRY);
    Dataset data = Dataset.of(Shape.of(2), new float[4], NumberTargets.of(1, 2)).named("x");
    String reason =
        "loss mse compares one output with the targets, but the model has class F32[3], size F32[1];"
            + " use an objective (Trainer.of(objective)) with a part for each, as in"
            + " f.apply(model, f.inputs(model)).get(\"class\")";
    assertThatThrownBy(() -> trainer(model).fit(data, 1)).hasMessage(reason);
    assertThatThrownBy(() -> trainer(model).step()).hasMessage(reason);
    assertThatThrownBy(() -> model.evaluate(data, new MeanSquaredError())).hasMessage(reason);
    MeanSquaredError loss = new MeanSquaredError();
    Objective size =
        Objective.of(
            model,
            f ->
                f.part(
                    "size",
                    loss.terms(
                        f.apply(model, f.inputs(model)).get("size"),
                        f.input("target", Shape.of(1))),
                    1));
    assertThat(Trainer.of(size).optimizer(Adam.of(0.01)).fit(data, 2).epochs()).hasSize(2);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Dataset data = houses();
    Dataset bare = Dataset.of(Shape.of(2), new float[4], NumberTargets.of(1, 2));
    assertThatThrownBy(() -> trainer(towers()).fit(bare, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("has features F32[2], expected F32[2] as 'numbers'");
    Dataset floats = bare.named("numbers").withInput("town", Shape.scalar(), 1f, 2f);
    assertThatThrownBy(() -> trainer(towers()).fit(floats, 1))
        .hasMessageContaining("expected I32[] as 'town'");
    assertThatThrownBy(() -> data.withInput("town", Shape.scalar(), new int[ROWS]))
        .hasMessage("dataset: two inputs have the name 'town', expected unique names");
    assertThatThrownBy(() -> data.withInput("target", Shape.scalar(), new int[ROWS]))
        .hasMessageContaining(
            "an input has the name 'target', which is reserved for targets; expected another one");
    assertThatThrownBy(() -> data.withInput("zip", Shape.scalar(), 1, 2))
        .hasMessage("2 rows of input 'zip', expected one for each of 120 samples");
    assertThatThrownBy(
            () -> {
              try (TrainStep step = trainer(towers()).step()) {
                step.run(new float[2], new float[1]);
              }
            })
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("use run(Batch.of(name, array)) for several inputs");
    assertThat(List.of(data.inputNames(), data.subset(0).inputNames()))
        .containsOnly(List.of("numbers", "town"));
  }
}
