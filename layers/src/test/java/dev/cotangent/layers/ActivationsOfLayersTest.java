package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.LayerActivations;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What layers give, by their paths. */
class ActivationsOfLayersTest {

  private static final float[] ROWS = {1, -2, 0.5f, 3};

  private final Model model =
      Sequential.of(
              Dense.of(4),
              Activate.with("relu"),
              Dropout.of(0.5),
              Sequential.of(Dense.of(3), Activate.with("tanh")))
          .build(Shape.of(2), 3);

  /** Each layer's output is that of a model that ends there. */
  @Test
  void outputsByPath() {
    LayerActivations first = model.activations(ROWS, "0");
    assertThat(first.shape()).isEqualTo(Shape.of(2, 4));
    Model start = Sequential.of(Dense.of(4)).build(Shape.of(2), 3);
    assertThat(first.values()).containsExactly(start.predictor().predict(ROWS));
    float[] positive = first.values().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    assertThat(model.activations(ROWS, "1").values()).containsExactly(positive);
    assertThat(model.activations(ROWS, "2").values()).containsExactly(positive); // at rest
    float[] all = model.predictor().predict(ROWS);
    assertThat(model.activations(ROWS, "3.1").values()).containsExactly(all);
    assertThat(model.activations(ROWS, "").values()).containsExactly(all);
    assertThat(model.activations(Map.of("features", ROWS), "3").values()).containsExactly(all);
  }

  @Test
  void deadUnitsAreThoseThatNoSampleWakes() {
    float[] bias = {0, -1000, 0, -1000};
    model.store().write(model.parameter("0.bias"), bias);
    assertThat(model.activations(new float[40], "1").deadShare()).isEqualTo(1);
    assertThat(model.activations(new float[] {9, 9, -9, -9}, "1").deadShare()).isEqualTo(0.5);
    assertThat(model.activations(ROWS, "0").deadShare()).isZero();
  }

  @Test
  void wrongPathsAndNumbersAreNamed() {
    assertThatThrownBy(() -> model.activations(ROWS, "4"))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(
            "no layer has the path '4', expected one of [0, 1, 2, 3.0, 3.1, 3, ]");
    assertThatThrownBy(() -> model.activations(Arrays.copyOf(ROWS, 3), "1"))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining(
            "is an array of 3 numbers, expected whole samples F32[2] in a float[]");
    assertThatThrownBy(() -> model.activations(Map.of("x", ROWS), "1"))
        .hasMessageContaining("features");
    assertThatThrownBy(() -> model.activations(Map.of("features", new int[2]), "1"))
        .hasMessageContaining("is another array, expected");
  }
}
