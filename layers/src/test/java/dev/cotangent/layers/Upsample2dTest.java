package dev.cotangent.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.MemoryException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.LayerSpec;
import org.junit.jupiter.api.Test;

class Upsample2dTest {

  private static float[] of(LayerSpec spec, Shape sample, float... x) {
    return Model.build(spec, sample, 1).predictor().predict(x);
  }

  @Test
  void repeatsPixels() {
    Model model = Model.build(Upsample2d.of(2, 3), Shape.of(1, 1, 2), 1);
    assertThat(model.outputShape()).isEqualTo(Shape.of(1, 2, 6));
    assertThat(of(Upsample2d.of(2, 3), Shape.of(1, 1, 2), 7, 8))
        .containsExactly(7, 7, 7, 8, 8, 8, 7, 7, 7, 8, 8, 8);
  }

  @Test
  void interpolatesBetweenTheCentersOfPixels() {
    assertThat(of(Upsample2d.of(1, 2).withBilinear(), Shape.of(1, 1, 3), 0, 4, 8))
        .containsExactly(0, 1, 3, 5, 7, 8);
    assertThat(of(Upsample2d.of(3, 1).withBilinear(), Shape.of(1, 1, 2), 5, 6))
        .as("a single row")
        .containsExactly(5, 6, 5, 6, 5, 6);
  }

  @Test
  void aFactorOfOneAndEmptyImagesStayAsTheyAre() {
    for (Upsample2d one : new Upsample2d[] {Upsample2d.of(1), Upsample2d.of(1).withBilinear()}) {
      assertThat(of(one, Shape.of(2, 1, 2), 1, 2, 3, 4)).containsExactly(1, 2, 3, 4);
    }
    Model none = Model.build(Upsample2d.of(1 << 30, 2).withBilinear(), Shape.of(3, 0, 2), 1);
    assertThat(none.outputShape()).isEqualTo(Shape.of(3, 0, 4));
  }

  /** Interpolation looks at neighbors only. */
  @Test
  void anInfinitePixelReachesItsNeighborsAndNoFurther() {
    float[] y =
        of(Upsample2d.of(1, 2).withBilinear(), Shape.of(1, 1, 4), Float.POSITIVE_INFINITY, 1, 2, 3);
    assertThat(y[5]).isEqualTo(2.25f);
    assertThat(y[7]).isEqualTo(3);
  }

  @Test
  void attributesOutOfRangeAreNamed() {
    refused(() -> Upsample2d.of(0), "upsample2d: attribute 'scale' is [0, 0]", "each at least 1");
    refused(
        () -> new Upsample2d().with(Attributes.none().with("mode", "bicubic")),
        "upsample2d: attribute 'mode' is bicubic, expected nearest or bilinear");
    refused(
        () -> new Upsample2d().with(Attributes.none().with("scale", Shape.of(2))),
        "'scale' is [2], expected two numbers");
    assertThat(new Upsample2d().with(Attributes.none())).isEqualTo(Upsample2d.of(2));
  }

  @Test
  void whatIsNoImageOrTooLargeIsNamed() {
    assertThatThrownBy(() -> Sequential.of(Upsample2d.of(2)).build(Shape.of(4, 4), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("upsample2d '0'", "[channels, height, width]", "[4, 4]");
    assertThatThrownBy(() -> Sequential.of(Upsample2d.of(1 << 30)).build(Shape.of(1, 4, 4), 1))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("upsample2d '0'", "1073741824 · 4");
    assertThatThrownBy(() -> Sequential.of(Upsample2d.of(32_000)).build(Shape.of(1, 1, 1), 1))
        .isInstanceOf(MemoryException.class)
        .hasMessageContainingAll("upsample2d", "at '0'", "-Xmx");
  }

  private static void refused(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... words) {
    assertThatThrownBy(call).isInstanceOf(CotangentException.class).hasMessageContainingAll(words);
  }
}
