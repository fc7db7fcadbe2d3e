package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermuteTest {

  private static final float[] TWO_SAMPLES = {1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6};

  @Test
  void reordersTheAxesOfEachSampleAndLeavesTheBatchFirst() {
    Model model = Model.build(Permute.of(1, 0), Shape.of(2, 3), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(3, 2));
    assertThat(model.predictor().predict(TWO_SAMPLES))
        .containsExactly(1, 4, 2, 5, 3, 6, -1, -4, -2, -5, -3, -6);
  }

  @Test
  void isUndoneByTheInverseOrder() {
    Model model =
        Sequential.of(Permute.of(1, 2, 0), Permute.of(2, 0, 1)).build(Shape.of(1, 2, 3), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(model.predictor().predict(TWO_SAMPLES)).containsExactly(TWO_SAMPLES);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,0", "0,2", "1,2"})
  void anOrderThatNamesAnAxisTwiceOrLeavesOneOutIsRefused(String text) {
    int[] axes = java.util.Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
    assertThatThrownBy(() -> new Permute().with(Attributes.none().with("axes", Shape.of(axes))))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("permute: attribute 'axes'", "expected each axis", "once, from 0");
  }

  @Test
  void samplesOfAnotherNumberOfAxesAreRefusedByName() {
    assertThatThrownBy(() -> Sequential.of(Permute.of(1, 2, 0)).build(Shape.of(4, 5), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("permute '0': samples [4, 5], expected 3 axes for the permutation [1, 2, 0]");
    assertThatThrownBy(() -> new Permute().with(Attributes.none()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("'axes'", "missing");
  }
}
