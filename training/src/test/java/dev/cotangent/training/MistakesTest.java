package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.io.Safetensors;
import dev.cotangent.core.io.SafetensorsFile;
import dev.cotangent.core.io.TensorEntry;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lambda;
import dev.cotangent.layers.Parallel;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.failure.NonFiniteException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Usual mistakes in user code: each error says where, what was wrong and what to do. */
@SuppressWarnings("NullAway")
class MistakesTest {

  private static final Dataset BLOBS = Fixtures.blobs(20, 1);

  private static Model model() {
    return Sequential.of(Dense.of(Fixtures.CLASSES)).build(Shape.of(10), 1, Fixtures.REGISTRY);
  }

  private static Trainer trainer() {
    return Trainer.of(model())
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Sgd.of(0.1))
        .workers(1);
  }

  private static void assertError(ThrowingCallable code, String... words) {
    assertThatThrownBy(code).isInstanceOf(CotangentException.class).hasMessageContainingAll(words);
  }

  @Test
  void nullsAreNamedWhereTheyComeIn() {
    assertError(() -> Activate.with((String) null), "activate", "id", "null");
    assertError(() -> Fixtures.REGISTRY.activation(null), "id of the activation is null", "relu");
    assertError(() -> Fixtures.REGISTRY.layer(null), "id of the layer is null", "dense");
    assertError(() -> Fixtures.REGISTRY.loss(null), "id of the loss is null", "mse");
    assertError(() -> Fixtures.REGISTRY.optimizer(null), "id of the optimizer is null", "adam");
    assertError(() -> Fixtures.REGISTRY.schedule(null), "id of the schedule is null");
    assertError(() -> Fixtures.REGISTRY.kernels(null), "id of the kernels is null");
    assertError(() -> Sequential.of(Dense.of(1), null), "sequential: layer 1 is null");
    assertError(() -> Parallel.add((LayerSpec) null), "parallel: layer 0 is null");
    assertError(() -> Lambda.of(null, x -> x), "lambda: the name is null");
    assertError(() -> Lambda.of("f", null), "lambda: the function is null");
    assertError(() -> trainer().loss(null), "trainer: the loss is null");
    assertError(() -> trainer().optimizer(null), "trainer: the optimizer is null");
    assertError(() -> trainer().schedule(null), "trainer: the schedule is null");
    assertError(() -> trainer().validation(null), "trainer: the validation data is null");
    assertError(() -> trainer().callbacks((Callback) null), "trainer: callback 0 is null");
    assertError(() -> trainer().metrics((Metric) null), "trainer: metric 0 is null");
    assertError(() -> Trainer.of((Model) null), "trainer: the model is null");
    assertError(() -> trainer().fit(null, 1), "trainer: the training data is null");
  }

  @Test
  void lossAndDataThatDoNotFitSayWhatWould() {
    Dataset numbers = Dataset.regression(Shape.of(10), new float[20], Shape.of(3), new float[6]);
    assertError(
        () -> trainer().fit(numbers, 1),
        "loss cross_entropy: the training data has numbers",
        "training data has numbers [3], expected classes as targets",
        "use a loss of numbers such as mse, or Dataset.classification");
    assertError(
        () -> trainer().loss(new MeanSquaredError()).fit(BLOBS, 1),
        "loss mse: the training data has",
        "training data has 3 classes, expected numbers as targets",
        "Dataset.regression");
    assertError(() -> BLOBS.withWeights(1, 2), "2 weights for 20 samples", "one for each sample");
  }

  @Test
  void aClosedStepRunsNoMore() {
    TrainStep step = trainer().step();
    step.close();
    step.close(); // as often as one likes
    assertError(() -> step.run(new float[10], new int[] {0}), "the step is closed", "Trainer.step");
    assertError(() -> step.accumulate(new float[10], new int[] {0}), "the step is closed");
  }

  @Test
  void aLabelThatIsNoClassIsNamed() {
    try (TrainStep step = trainer().step()) {
      assertThatThrownBy(() -> step.run(new float[20], new int[] {2, 3}))
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining(
              "row 1 has label 3, but the model has 3 outputs, for labels 0 to 2");
      assertThatThrownBy(() -> step.run(new float[20], new int[] {-100, 2}))
          .hasMessageContaining("row 0 has label -100");
    }
    Trainer ignoring = trainer().loss(CrossEntropy.ofClassIndices().withIgnoreIndex(-100));
    try (TrainStep step = ignoring.step()) {
      assertThat(step.run(new float[20], new int[] {-100, 2})).isFinite();
      assertThatThrownBy(() -> step.run(new float[20], new int[] {-100, 9}))
          .hasMessageContaining("row 1 has label 9");
    }
  }

  @Test
  void samplesWithoutAClassCountForNothing() {
    float[] features = new float[30];
    features[10] = 5;
    features[20] = 1;
    assertError(
        () -> Dataset.classification(Shape.of(10), features, new int[] {0, -100, 2}, 3),
        "row 1 has label -100, expected a class from 0 to 2",
        "to ignore rows",
        "Dataset.classification(.., classNames, -100)");
    List<String> names = List.of("a", "b", "c");
    Dataset data =
        Dataset.classification(Shape.of(10), features, new int[] {0, -100, 2}, names, -100);
    Model one = model();
    Trainer.of(one)
        .loss(CrossEntropy.ofClassIndices())
        .optimizer(Sgd.of(0.1))
        .workers(1)
        .fit(data, 3);
    Model other = model();
    try (TrainStep step =
        Trainer.of(other)
            .loss(CrossEntropy.ofClassIndices().withIgnoreIndex(-100))
            .optimizer(Sgd.of(0.1))
            .workers(1)
            .step()) {
      for (int i = 0; i < 3; i++) {
        step.run(features, new int[] {0, -100, 2});
      }
    }
    float[] expected = other.store().array();
    for (int i = 0; i < expected.length; i++) {
      assertThat(one.store().array()[i])
          .isCloseTo(expected[i], org.assertj.core.api.Assertions.within(1e-6f));
    }
    assertError(
        () -> Dataset.classification(Shape.of(10), features, new int[] {0, 1, 2}, names, 2),
        "ignored label 2 is class 'c'",
        "withIgnoreIndex");
  }

  @Test
  void runAfterAccumulateGivesTheMeanOfAllRows() {
    Model line = Sequential.of(Dense.of(1)).build(Shape.of(1), 7);
    line.store().write(line.parameter("0.weight"), 1f);
    line.store().write(line.parameter("0.bias"), 0f);
    try (TrainStep step =
        Trainer.of(line).loss(new MeanSquaredError()).optimizer(Sgd.of(1e-9)).workers(1).step()) {
      assertThat(step.accumulate(new float[] {1}, new float[] {0})).isEqualTo(1);
      assertThat(step.accumulate(new float[] {2}, new float[] {0})).isEqualTo(4);
      assertThat(step.run(new float[] {3}, new float[] {0})).isEqualTo(14 / 3f);
    }
  }

  @Test
  void theSourceOfSamplesIsNamed() {
    Dataset data =
        Dataset.classification(
            Shape.of(10), (row, into, at) -> into[at + 100 * row] = 1, new int[4], List.of("a"));
    assertThatThrownBy(() -> trainer().fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the sample source failed at sample")
        .hasRootCauseInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void theShapeOfAPredictorsFunctionIsNamed() {
    assertThatThrownBy(() -> model().predictor(x -> x.slice(1, 0, 9)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the predictor's last step: slice");
    assertThatThrownBy(() -> model().predictor(Tensor::sum))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("the predictor's last step: the result is F32[], expected");
    assertError(
        () ->
            model()
                .predictor(
                    x -> {
                      throw new IllegalStateException("mine");
                    }),
        "the predictor's last step",
        "IllegalStateException: mine");
  }

  /** Strict, a transfer copies nothing; {@code TransferTest} has the lenient one. */
  @Test
  void aTransposedKernelIsRefusedThoughItHasAsManyElements(@TempDir Path folder)
      throws IOException {
    Model model = model();
    Parameter weight = model.parameter("0.weight");
    float[] before = model.store().read(weight);
    Path file = folder.resolve("kernel.safetensors");
    TensorEntry kernel = TensorEntry.of("0.weight", Shape.of(10, 3), new float[30]);
    Safetensors.write(file, SafetensorsFile.of(Map.of(), List.of(kernel)));
    assertError(
        () -> model.copyFrom(file, Transfer.strict().only("0.weight")),
        "0.weight [3, 10], given [10, 3] (transposed; weights are [out, in])");
    assertThat(model.store().read(weight)).isEqualTo(before);
    assertError(() -> model.store().write(weight, 1, 2), "0.weight [3, 10]: 2 values, expected 30");
  }
}
