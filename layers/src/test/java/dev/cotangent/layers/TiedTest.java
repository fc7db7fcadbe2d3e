package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Gradients;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.F64Context;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Transfer;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedTest {

  private final Path folder;

  TiedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Model twice() {
    Sequential layers = Sequential.of(Dense.of(2), Dense.of(2));
    return Tied.of(layers, "1.weight", "0.weight").build(Shape.of(2), 3);
  }

  @Test
  void oneWeightServesBothLayers() {
    Model model = twice();
    assertThat(model.parameters().stream().map(Parameter::name))
        .containsExactly("0.weight", "0.bias", "1.bias");
    model.store().write(model.parameter("0.weight"), 1, 2, 3, 4);
    model.store().write(model.parameter("0.bias"), 0, 0);
    model.store().write(model.parameter("1.bias"), 10, 20);
    // [[1, 2], [3, 4]] twice, of (1, 1): (3, 7), then (17, 37)
    assertThat(model.predictor().predict(new float[] {1, 1})).containsExactly(27, 57);
  }

  @Test
  void aSavedModelIsStillTied() throws IOException {
    Model model = twice();
    Path file = folder.resolve("tied");
    model.save(file);
    Model loaded = Model.load(file, Registry.standard());
    float[] x = {0.5f, -2};
    assertThat(loaded.predictor().predict(x)).isEqualTo(model.predictor().predict(x));
    assertThat(loaded.parameterCount()).isEqualTo(8);
  }

  @Test
  void anEmbeddingIsTheLastLayersWeight() {
    Sequential layers = Sequential.of(Embedding.of(5, 3), new Flatten(), Dense.of(5).withoutBias());
    Model model = Tied.of(layers, "2.weight", "0.weight").build(Shape.of(1), 3);
    float[] table = model.store().read(model.parameter("0.weight"));
    float[] scores = model.predictor().predict(new float[] {2});
    for (int row = 0; row < 5; row++) {
      float score = 0;
      for (int i = 0; i < 3; i++) {
        score += table[row * 3 + i] * table[2 * 3 + i];
      }
      assertThat(scores[row]).isCloseTo(score, org.assertj.core.data.Offset.offset(1e-5f));
    }
  }

  private static Model autoencoder() {
    Sequential layers = Sequential.of(Dense.of(2), Activate.with("tanh"), Dense.of(3));
    return Tied.of(layers, "2.weight", "0.weight^T").build(Shape.of(3), 3);
  }

  @Test
  void aDecoderTakesTheTransposeOfItsEncoder() throws IOException {
    Model model = autoencoder();
    assertThat(model.parameters().stream().map(Parameter::name))
        .containsExactly("0.weight", "0.bias", "2.bias");
    Model plain =
        Sequential.of(Dense.of(2), Activate.with("tanh"), Dense.of(3)).build(Shape.of(3), 3);
    float[] weight = model.store().read(model.parameter("0.weight"));
    float[] transposed = {weight[0], weight[3], weight[1], weight[4], weight[2], weight[5]};
    plain.copyFrom(model, Transfer.lenient());
    plain.store().write(plain.parameter("2.weight"), transposed);
    float[] x = {1, -2, 0.5f, 3, 0, -1};
    assertThat(model.predictor().predict(x)).isEqualTo(plain.predictor().predict(x));
    Path file = folder.resolve("autoencoder");
    model.save(file);
    assertThat(Model.load(file, Registry.standard()).predictor().predict(x))
        .isEqualTo(model.predictor().predict(x));
  }

  /** Both uses count: the gradient by the weight is the sum of what differences of it show. */
  @Test
  void theGradientIsThatOfBothUses() {
    Model model = autoencoder();
    Tensor x = Tensor.of(Shape.of(2, 3), 1f, -2, 0.5f, 3, 0, -1).cast(DType.F64);
    Map<Parameter, Tensor> values = new HashMap<>();
    for (Parameter each : model.parameters()) {
      values.put(each, Tensor.of(each.shape(), model.store().read(each)).cast(DType.F64).eval());
    }
    Parameter weight = model.parameter("0.weight");
    Tensor value = Tensor.of(weight.shape(), model.store().read(weight)).cast(DType.F64).eval();
    values.put(weight, value);
    double[] slopes = Gradients.of(loss(model, x, values), value).of(value).toDoubles();
    for (int i = 0; i < slopes.length; i++) {
      double[] numbers = value.toDoubles();
      numbers[i] += 1e-6;
      values.put(weight, Tensor.f64(weight.shape(), numbers));
      double above = loss(model, x, values).item();
      numbers[i] -= 2e-6;
      values.put(weight, Tensor.f64(weight.shape(), numbers));
      double below = loss(model, x, values).item();
      assertThat((above - below) / 2e-6).isCloseTo(slopes[i], within(1e-7));
    }
  }

  private static Tensor loss(Model model, Tensor x, Map<Parameter, Tensor> values) {
    return model.forward(x, F64Context.of(true, values)).square().sum();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Sequential layers = Sequential.of(Dense.of(2), Dense.of(3));
    assertThatThrownBy(() -> Tied.of(layers, "1.weight", "0.weight").build(Shape.of(2), 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith("tied: 1.weight [3, 2] and 0.weight [2, 2], expected equal shapes");
    assertThatThrownBy(() -> Tied.of(layers, "0.weight", "1.weight").build(Shape.of(2), 3))
        .isInstanceOf(CotangentException.class)
        .hasMessageEndingWith(
            "tied: no weight '1.weight', expected one declared before '0.weight'");
    assertThatThrownBy(() -> Tied.of(layers, "7.weight", "0.weight").build(Shape.of(2), 3))
        .isInstanceOf(CotangentException.class)
        .hasMessage("tied: the layer has no weights [7.weight], expected weights that it declares");
    assertThatThrownBy(() -> Tied.of(layers, "a,b", "c"))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("ties");
  }

  @Test
  void transposesThatDoNotFitAreNamed() {
    Sequential layers = Sequential.of(Dense.of(2), Dense.of(3));
    assertThatThrownBy(() -> Tied.of(layers, "1.weight", "0.weight").build(Shape.of(3), 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(
            "tied: 1.weight [3, 2] and 0.weight [2, 3], expected equal shapes; '0.weight^T' is the transpose");
    assertThatThrownBy(() -> Tied.of(layers, "1.weight", "0.weight^T").build(Shape.of(4), 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith(
            "tied: 1.weight [3, 2] and 0.weight [2, 4] transposed, expected equal shapes");
    assertThatThrownBy(() -> Tied.of(layers, "1.bias", "0.bias^T").build(Shape.of(4), 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith("tied: 1.bias [3] and 0.bias [2] transposed, expected equal shapes");
  }
}
