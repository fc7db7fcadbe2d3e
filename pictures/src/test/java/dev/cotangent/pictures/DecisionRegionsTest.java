package dev.cotangent.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import org.junit.jupiter.api.Test;

/** Regions of models that have not one output for each class. */
class DecisionRegionsTest {

  private static final Dataset CORNERS =
      Dataset.classification(
          Shape.of(2), new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new int[] {0, 0, 1, 1}, 2);
  private static final String HALF = "width=\"240.0\" height=\"5.0\"";

  /** Weights and bias of one output that changes its sign, or passes a half, at x = 0.5. */
  private static Predictor oneOutput(String activation, float slope) {
    Model model = Sequential.of(Dense.of(1), Activate.with(activation)).build(Shape.of(2), 1);
    model.store().write(model.parameters().get(0), slope, 0);
    model.store().write(model.parameters().get(1), -slope / 2);
    return model.predictor();
  }

  @Test
  void oneOutputIsAThreshold() {
    for (String activation : new String[] {"sigmoid", "identity", "hard_sigmoid"}) {
      String svg = DecisionRegions.svg(oneOutput(activation, 3), CORNERS);
      assertThat(svg.split(HALF, -1)).as(activation).hasSize(1 + 2 * 96);
    }
  }

  @Test
  void nothingIsDrawnWhereThereIsNoNumber() {
    String empty = DecisionRegions.svg(oneOutput("identity", Float.NaN), CORNERS);
    assertThat(empty).doesNotContain("height=\"5.0\"").contains("<circle");
  }

  @Test
  void otherOutputsAreAnError() {
    Model five = Sequential.of(Dense.of(5)).build(Shape.of(2), 1);
    assertThatThrownBy(() -> DecisionRegions.svg(five.predictor(), CORNERS))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("5 outputs for 2 classes");
  }
}
