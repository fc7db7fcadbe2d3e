package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.LayerSpec;
import dev.cotangent.layers.AdaptiveAvgPool2d;
import dev.cotangent.layers.BatchNorm2d;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Flatten;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.layers.Tied;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One set of parameters for samples of several shapes. */
class ShapesTest {

  private static final LayerSpec SEQUENCE = Sequential.of(Lstm.of(3), Dense.of(1));
  private static final LayerSpec IMAGE =
      Sequential.of(
          Conv2d.of(2, 3),
          new BatchNorm2d(),
          AdaptiveAvgPool2d.of(1, 1),
          new Flatten(),
          Dense.of(2));

  private static Model sequence(int length) {
    return Model.build(SEQUENCE, Shape.of(length, 2), 4, Fixtures.REGISTRY);
  }

  private static float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) RandomStream.of(3, "numbers").normal(i);
    }
    return numbers;
  }

  @Test
  void longerSequencesUseTheSameParameters() {
    Model five = sequence(5);
    Model nine = five.at(Shape.of(9, 2));
    assertThat(nine.store()).isSameAs(five.store());
    assertThat(nine.parameters()).containsExactlyElementsOf(five.parameters());
    float[] x = numbers(18);
    assertThat(nine.predictor().predict(x)).isEqualTo(sequence(9).predictor().predict(x));
  }

  /** Trained on short sequences, the model predicts for long ones; a model of its own agrees. */
  @Test
  void whatOneShapeLearnsTheOtherKnows() {
    Model five = sequence(5);
    Model nine = five.at(Shape.of(9, 2));
    float[] x = numbers(18);
    float[] before = nine.predictor().predict(x);
    try (TrainStep step = TrainStep.compile(five, new MeanSquaredError(), Adam.of(0.1))) {
      step.run(numbers(20), new float[] {3, -3});
    }
    Model copy = sequence(9);
    System.arraycopy(five.store().array(), 0, copy.store().array(), 0, copy.store().array().length);
    assertThat(nine.predictor().predict(x))
        .isEqualTo(copy.predictor().predict(x))
        .isNotEqualTo(before);
  }

  @Test
  void imagesOfAnotherSizeAreTrainedWithTheSameStates() {
    Model small = Model.build(IMAGE, Shape.of(1, 5, 5), 4, Fixtures.REGISTRY);
    Model large = small.at(Shape.of(1, 7, 9));
    float[] before = small.store().read(small.parameter("1.running_mean"));
    try (TrainStep step = TrainStep.compile(large, new MeanSquaredError(), Sgd.of(0.1))) {
      step.run(numbers(2 * 63), new float[4]);
    }
    assertThat(small.store().read(small.parameter("1.running_mean"))).isNotEqualTo(before);
  }

  /** The gradient is the sum of what both lengths give, and the bits those of one worker. */
  @ParameterizedTest
  @CsvSource({"2, portable", "1, vector", "8, vector"})
  void anObjectiveAppliesBoth(int workers, String kernels) {
    assertThat(trained(workers, kernels)).isEqualTo(trained(1, "portable"));
  }

  private static String trained(int workers, String kernels) {
    Model five = sequence(5);
    Model nine = five.at(Shape.of(9, 2));
    Objective both =
        Objective.of(
            five,
            f -> {
              f.part("five", f.apply(five, f.input("x", five.sampleShape())).square());
              Tensor longer = f.input("long", nine.sampleShape(), "long");
              f.part("nine", f.apply(nine, longer).square());
            });
    Batch batch = Batch.of("x", numbers(40)).and("long", numbers(54));
    try (TrainStep step =
        Trainer.of(both)
            .optimizer(Adam.of(0.1))
            .workers(workers)
            .kernels(Fixtures.REGISTRY.kernels(kernels))
            .step()) {
      step.run(batch);
      step.run(batch);
      return five.store().sha256();
    }
  }

  @Test
  void gradientsOfBothShapesAddUp() {
    Model five = sequence(5);
    Model nine = five.at(Shape.of(9, 2));
    float[] shortOnes = gradient(five, five, 10);
    float[] longOnes = gradient(five, nine, 18);
    float[] both = new float[shortOnes.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = shortOnes[i] + longOnes[i];
    }
    Objective objective =
        Objective.of(
            five,
            f -> {
              f.part("a", f.apply(five, f.input("a", five.sampleShape(), "a")).square());
              f.part("b", f.apply(nine, f.input("b", nine.sampleShape(), "b")).square());
            });
    try (TrainStep step = step(objective)) {
      step.run(Batch.of("a", numbers(10)).and("b", numbers(18)));
      assertThat(step.gradient("0.weight_hh_l0"))
          .containsExactly(both, org.assertj.core.data.Offset.offset(1e-6f));
    }
  }

  private static float[] gradient(Model owner, Model applied, int numbers) {
    Objective objective =
        Objective.of(
            owner,
            f -> f.part("a", f.apply(applied, f.input("a", applied.sampleShape())).square()));
    try (TrainStep step = step(objective)) {
      step.run(Batch.of("a", numbers(numbers)));
      return step.gradient("0.weight_hh_l0");
    }
  }

  private static TrainStep step(Objective objective) {
    return Trainer.of(objective).optimizer(Sgd.of(1e-30)).kernels(Fixtures.portable()).step();
  }

  @Test
  void theOtherShapeIsSavedWithItsOwn(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("nine");
    sequence(5).at(Shape.of(9, 2)).save(file);
    Model loaded = Model.load(file, Registry.standard());
    assertThat(loaded.sampleShape()).isEqualTo(Shape.of(9, 2));
    assertThat(loaded.store().sha256()).isEqualTo(sequence(5).store().sha256());
  }

  @Test
  void weightsOfOneShapeAreNamed() {
    Model flat =
        Sequential.of(new Flatten(), Dense.of(3)).build(Shape.of(2, 2), 1, Fixtures.REGISTRY);
    assertThatThrownBy(() -> flat.at(Shape.of(2, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("layer 'dense'")
        .hasMessageContaining("build at '1'")
        .hasMessageContaining("for samples [2, 3]")
        .hasMessageContaining("1.weight [3, 6]")
        .hasMessageContaining("expected 1.weight [3, 4] as in the model");
    Model other = flat.at(Shape.of(4, 1));
    assertThat(other.parameters().stream().map(Parameter::name))
        .containsExactly("1.weight", "1.bias");
    assertThatThrownBy(
            () ->
                other.forward(
                    Tensor.of(Shape.of(1, 2, 2), new float[4]), PlanContext.forInference()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("samples [4, 1]");
  }

  private static final Dense CODE = Dense.of(3);

  private static Model autoencoder() {
    return Tied.of(Sequential.of(CODE, Dense.of(4)), "1.weight", "0.weight^T")
        .build(Shape.of(4), 1, Fixtures.REGISTRY);
  }

  /** The encoder follows the training of the autoencoder, and is saved alone. */
  @Test
  void aPartSharesParameters(@TempDir Path folder) throws IOException {
    Model autoencoder = autoencoder();
    Model encoder = autoencoder.sharing(Sequential.of(CODE), Shape.of(4));
    assertThat(encoder.parameters().stream().map(Parameter::name))
        .containsExactly("0.weight", "0.bias");
    Predictor codes = encoder.live();
    float[] before = codes.predict(numbers(4));
    try (TrainStep step = TrainStep.compile(autoencoder, new MeanSquaredError(), Sgd.of(0.1))) {
      step.run(numbers(8), numbers(8));
    }
    assertThat(codes.predict(numbers(4))).isNotEqualTo(before);
    encoder.save(folder.resolve("encoder"));
    Model loaded = Model.load(folder.resolve("encoder"), Registry.standard());
    assertThat(loaded.predictor().predict(numbers(4))).isEqualTo(codes.predict(numbers(4)));
    assertThatThrownBy(() -> autoencoder.sharing(Sequential.of(CODE, CODE), Shape.of(4)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("1.weight [3, 3] is not in the model, expected one of");
  }

  /** An objective with the encoder alone would leave the decoder untrained. */
  @Test
  void aPartDoesNotStandForTheWhole() {
    Model autoencoder = autoencoder();
    Model encoder = autoencoder.sharing(Sequential.of(CODE), Shape.of(4));
    Objective objective =
        Objective.of(
            encoder, f -> f.part("loss", f.apply(autoencoder, f.input("x", Shape.of(4))).square()));
    try (TrainStep step = step(objective)) {
      assertThatThrownBy(() -> step.run(Batch.of("x", numbers(4))))
          .hasMessageContaining("lacks parameters of a model that it applies");
    }
    Objective sparse =
        Objective.of(
            autoencoder, f -> f.part("loss", f.apply(encoder, f.input("x", Shape.of(4))).abs()));
    float[] offset = autoencoder.store().read(autoencoder.parameter("1.bias"));
    try (TrainStep step = Trainer.of(sparse).optimizer(Adam.of(0.1)).step()) {
      step.run(Batch.of("x", numbers(4)));
    }
    assertThat(autoencoder.store().read(autoencoder.parameter("1.bias"))).isEqualTo(offset);
  }
}
