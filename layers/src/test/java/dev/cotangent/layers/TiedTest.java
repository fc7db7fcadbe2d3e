package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TiedTest {

  private final Path folder;

  TiedTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static Model twice() {
    Sequential layers = Sequential.of(Dense.units(2), Dense.units(2));
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
    Sequential layers =
        Sequential.of(new Embedding(5, 3), new Flatten(), Dense.units(5).withoutBias());
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

  @Test
  void whatDoesNotFitIsNamed() {
    Sequential layers = Sequential.of(Dense.units(2), Dense.units(3));
    assertThatThrownBy(() -> Tied.of(layers, "1.weight", "0.weight").build(Shape.of(2), 3))
        .isInstanceOf(ShapeException.class)
        .hasMessageEndingWith("tied: 1.weight [3, 2] cannot be 0.weight [2, 2]");
    assertThatThrownBy(() -> Tied.of(layers, "0.weight", "1.weight").build(Shape.of(2), 3))
        .isInstanceOf(CotangentException.class)
        .hasMessageEndingWith("tied: no weight '1.weight' comes before '0.weight'");
    assertThatThrownBy(() -> Tied.of(layers, "7.weight", "0.weight").build(Shape.of(2), 3))
        .isInstanceOf(CotangentException.class)
        .hasMessage("tied: the layer has no weights [7.weight]");
    assertThatThrownBy(() -> Tied.of(layers, "a,b", "c"))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("ties");
  }
}
