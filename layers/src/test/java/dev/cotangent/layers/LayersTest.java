package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayersTest {

  private final Registry registry = Registry.standard();

  @Test
  void areFoundByTheirIds() {
    assertThat(registry.layers())
        .containsExactly(
            "activate",
            "adaptive_avg_pool2d",
            "add",
            "avg_pool2d",
            "batch_norm1d",
            "batch_norm2d",
            "bilinear",
            "concat",
            "conv1d",
            "conv2d",
            "dense",
            "dot",
            "dropout",
            "embedding",
            "flatten",
            "graph",
            "inference",
            "layer_norm",
            "lstm",
            "max_pool1d",
            "max_pool2d",
            "mean_pool",
            "multiply",
            "parallel",
            "permute",
            "prelu",
            "residual",
            "rms_norm",
            "sequential",
            "slice",
            "tied",
            "upsample2d");
    assertThat(registry.problems()).isEmpty();
  }

  @Test
  void areWhatTheirAttributesSay() {
    List<LayerSpec> specs =
        List.of(
            Dense.of(3),
            Dense.of(3).withoutBias(),
            Dense.of(3).withInitializer("orthogonal"),
            Conv2d.of(2, 3).withInitializer("he_normal").withPadding(1),
            Activate.with("tanh"),
            Dropout.of(0.25),
            new LayerNorm(),
            LayerNorm.of(2).withEpsilon(1e-3),
            Lstm.of(3),
            Lstm.of(2).withReturnSequences(),
            Conv2d.of(4, 3),
            Conv2d.of(6, 3, 2)
                .withStride(2, 1)
                .withPadding(0, 3)
                .withDilation(1, 2)
                .withGroups(3)
                .withoutBias(),
            MaxPool2d.of(2),
            MaxPool2d.of(3, 4).withStride(2, 1).withPadding(1, 2),
            new Flatten(),
            AdaptiveAvgPool2d.of(2, 3),
            AvgPool2d.of(3, 2).withStride(2, 1).withPadding(1, 0).withoutCountingPadding(),
            new BatchNorm1d(1e-3, 0.2),
            new BatchNorm2d(1e-3, 0.2),
            new Bilinear(2, 3, 4, false),
            Conv1d.of(4, 3)
                .withStride(2)
                .withPadding(1)
                .withDilation(2)
                .withGroups(2)
                .withoutBias(),
            Embedding.of(10, 3),
            new MaxPool1d(4, 2, 1),
            new MeanPool(),
            Parallel.add(Dense.of(2), Dense.of(2)),
            Parallel.concat(new Flatten()),
            Permute.of(2, 0, 1),
            Prelu.of(3),
            Residual.of(Dense.of(2)),
            Inference.of(Dense.of(2)),
            new RmsNorm(2, 1e-3),
            new Slice(0, 1, 3),
            Upsample2d.of(3),
            Upsample2d.of(1, 2).withBilinear(),
            Sequential.of(Dense.of(1), Sequential.of(), Activate.with("relu")));
    for (LayerSpec spec : specs) {
      assertThat(registry.layer(spec.id()).with(spec.attributes())).isEqualTo(spec);
    }
  }

  @Test
  void refuseAttributesThatTheyDoNotKnowOrThatAreOutOfRange() {
    assertError(() -> new Dense().with(Attributes.none().with("unit", 3)), "'unit'", "units");
    assertError(() -> new Dense().with(Attributes.none()), "'units'", "missing");
    assertError(() -> Dense.of(0), "'units'", "0");
    assertError(() -> Dropout.of(1), "'rate'", "1.0", "[0, 1)");
    assertError(() -> Dropout.of(Double.NaN), "'rate'", "NaN");
    assertError(() -> new Dropout().with(Attributes.none().with("p", 0.5)), "'p'", "rate");
    assertError(() -> LayerNorm.of(0), "'axes'", "0");
    assertError(() -> new LayerNorm().withEpsilon(0), "'epsilon'", "0.0");
    assertError(() -> Model.build(LayerNorm.of(2), Shape.of(3), 1), "layer_norm", "2 axes", "[3]");
    assertError(() -> Lstm.of(0), "'hidden'", "0");
    assertError(() -> Model.build(Lstm.of(2), Shape.of(3), 1), "lstm", "[3]", "steps");
    assertError(() -> Model.build(Lstm.of(2), Shape.of(0, 3), 1), "lstm", "[0, 3]", "1 step");
    assertError(() -> new Sequential().with(Attributes.none().with("layers", "x")), "'layers'");
    assertError(() -> Model.build(Activate.with("swosh"), Shape.of(1), 1), "'swosh'", "relu");
    assertError(() -> Conv2d.of(0, 1), "'filters'", "0");
    assertError(() -> Conv2d.of(4, 1).withGroups(3), "'groups'", "3", "4");
    assertError(() -> new Conv2d().with(Attributes.none().with("filters", 2)), "'kernel'");
    Attributes line = Attributes.none().with("filters", 2).with("kernel", Shape.of(3));
    assertError(() -> new Conv2d().with(line), "conv2d", "'kernel'", "[3]", "two numbers");
    assertError(() -> MaxPool2d.of(3).withPadding(2), "'padding'", "[2, 2]", "[3, 3]");
    assertError(() -> new MaxPool2d().with(Attributes.none().with("size", 2)), "'size'", "kernel");
    Attributes slope = Attributes.none().with("slope", 1);
    assertError(
        () -> Sequential.of(Activate.with("relu", slope)).build(Shape.of(1), 1),
        "'0'",
        "'relu'",
        "'slope'");
  }

  @Test
  void nameTheirParametersAsPyTorch() {
    Model model =
        Sequential.of(Dense.of(3), Activate.with("relu"), Sequential.of(Dense.of(2).withoutBias()))
            .build(Shape.of(5), 1);
    assertThat(model.parameters())
        .extracting(Parameter::name)
        .containsExactly("0.weight", "0.bias", "2.0.weight");
    assertThat(model.parameters())
        .extracting(Parameter::shape)
        .containsExactly(Shape.of(3, 5), Shape.of(3), Shape.of(2, 3));
    assertThat(model.parameterCount()).isEqualTo(24);
    assertThat(model.outputShape()).isEqualTo(Shape.of(2));
    assertThat(Model.build(Dense.of(3), Shape.of(5), 1).parameters())
        .extracting(Parameter::name)
        .containsExactly("weight", "bias");
  }

  @Test
  void denseActsOnTheLastAxisOfAnyRank() {
    Model model = Model.build(Dense.of(2), Shape.of(4, 3), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(4, 2));
    model.store().write(model.parameter("weight"), 1, 2, 3, 4, 5, 6);
    model.store().write(model.parameter("bias"), 10, 20);
    float[] x = {1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1, 1};
    assertThat(model.predictor().predict(x)).containsExactly(11, 24, 12, 25, 13, 26, 16, 35);
    assertThatThrownBy(() -> Sequential.of(Dense.of(2)).build(Shape.scalar(), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("dense '0'");
  }

  @Test
  void lstmGivesTheLastStateOrAll() {
    float[] x = new float[2 * 5 * 3];
    for (int i = 0; i < x.length; i++) {
      x[i] = (i * 7 % 11 - 5) / 4f;
    }
    Model last = Model.build(Lstm.of(4), Shape.of(5, 3), 1);
    Model all = Model.build(Lstm.of(4).withReturnSequences(), Shape.of(5, 3), 1);
    assertThat(last.outputShape()).isEqualTo(Shape.of(4));
    assertThat(all.outputShape()).isEqualTo(Shape.of(5, 4));
    float[] states = all.predictor().predict(x);
    float[] ends = last.predictor().predict(x);
    for (int sample = 0; sample < 2; sample++) {
      for (int i = 0; i < 4; i++) {
        assertThat(ends[sample * 4 + i]).isEqualTo(states[(sample * 5 + 4) * 4 + i]);
      }
    }
  }

  @Test
  void imagesBecomeClasses() {
    Model model =
        Sequential.of(
                Conv2d.of(4, 3, 5).withPadding(1, 2).withGroups(2),
                MaxPool2d.of(3, 2),
                new Flatten(),
                Dense.of(10))
            .build(Shape.of(2, 9, 7), 1);
    assertThat(model.parameters())
        .extracting(Parameter::shape)
        .containsExactly(Shape.of(4, 1, 3, 5), Shape.of(4), Shape.of(10, 4 * 3 * 3), Shape.of(10));
    assertThat(model.outputShape()).isEqualTo(Shape.of(10));
    float[] weights = model.store().read(model.parameter("0.weight"));
    for (float weight : weights) {
      assertThat(Math.abs(weight)).isLessThan((float) (1 / Math.sqrt(15)));
    }
  }

  @Test
  void whatIsNoImageIsNamed() {
    assertShapeError(Sequential.of(Conv2d.of(1, 3)), Shape.of(4, 4), "conv2d '0'", "[4, 4]");
    assertShapeError(Conv2d.of(1, 3), Shape.of(1, 2, 4), "conv2d", "2 by 4", "3x3");
    assertShapeError(Conv2d.of(2, 1).withGroups(2), Shape.of(3, 2, 4), "conv2d", "3 channels");
    assertShapeError(Sequential.of(MaxPool2d.of(2)), Shape.of(8), "max_pool2d '0'", "[8]");
    assertShapeError(MaxPool2d.of(5), Shape.of(1, 4, 9), "max_pool2d", "[1, 4, 9]", "5x5");
  }

  private static void assertShapeError(LayerSpec spec, Shape sample, String... words) {
    assertThatThrownBy(() -> Model.build(spec, sample, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll(words);
  }

  @Test
  void sequentialWithoutLayersIsTheIdentity() {
    Model model = Sequential.of().build(Shape.of(2), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(2));
    assertThat(model.predictor().predict(new float[] {1, 2})).containsExactly(1, 2);
  }

  @Test
  void dropoutIsTheIdentityInPrediction() {
    Model model = Model.build(Dropout.of(0.5), Shape.of(3), 1);
    Tensor x = Tensor.of(Shape.of(1, 3), 1f, 2f, 3f);
    assertThat(model.forward(x, PlanContext.forInference())).isSameAs(x);
    Model none = Model.build(Dropout.of(0), Shape.of(3), 1);
    assertThat(none.forward(x, PlanContext.forTraining())).isSameAs(x);
  }

  private static void assertError(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(CotangentException.class).hasMessageContainingAll(words);
  }

  @Test
  void batchNormMovesItsStatesInTrainingOnly() {
    Model model = Model.build(new BatchNorm1d(1e-5, 0.5), Shape.of(1), 1);
    Tensor x = Tensor.input("x", dev.cotangent.core.DType.F32, Shape.of(2, 1));
    PlanContext training = PlanContext.forTraining();
    model.forward(x, training);
    assertThat(training.updates()).hasSize(2);
    PlanContext prediction = PlanContext.forInference();
    model.forward(x, prediction);
    assertThat(prediction.updates()).isEmpty();
    PlanContext single = PlanContext.forTraining();
    model.forward(x.slice(0, 0, 1), single);
    assertThat(single.updates()).as("one number has no unbiased variance").hasSize(1);
  }

  @Test
  void sayWhatDoesNotFit() {
    assertThatThrownBy(() -> Residual.of(Dense.of(2)).build(Shape.of(3), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("residual", "[2]", "[3]");
    assertThatThrownBy(() -> Parallel.add(Dense.of(2), Dense.of(3)).build(Shape.of(3), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("parallel", "[2]", "[3]");
    assertThatThrownBy(() -> Model.build(Slice.of(1, 5), Shape.of(3), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("slice", "1 to 5");
    assertThatThrownBy(() -> Model.build(Bilinear.of(2, 3, 1), Shape.of(4), 1))
        .hasMessageContainingAll("bilinear", "2 + 3", "[4]");
    assertThatThrownBy(() -> Model.build(Prelu.of(2), Shape.of(3), 1))
        .hasMessageContainingAll("prelu", "2 channels");
    assertThatThrownBy(() -> Embedding.of(0, 1)).hasMessageContainingAll("embedding", "'count'");
  }

  @Test
  void aFunctionOfOnesOwnIsALayerThatCannotBeSaved() {
    Model model =
        Sequential.of(Lambda.of("double", x -> x.mul(2)), Dense.of(1)).build(Shape.of(2), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(1));
    assertThatThrownBy(() -> model.save(java.nio.file.Path.of("target", "lambda.safetensors")))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("lambda");
  }
}
