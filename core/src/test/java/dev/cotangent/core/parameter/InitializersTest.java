package dev.cotangent.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class InitializersTest {

  /** 60 outputs, 40 inputs and 9 elements of a kernel: n_in is 360 and n_out 540. */
  private static final Shape KERNELS = Shape.of(60, 40, 3, 3);

  @Test
  void scaleTheVarianceByInputsAndOutputs() {
    Map<String, Double> variances =
        Map.of(
            "xavier_uniform", 2.0 / 900,
            "xavier_normal", 2.0 / 900,
            "he_uniform", 2.0 / 360,
            "he_normal", 2.0 / 360,
            "lecun_uniform", 1.0 / 360,
            "lecun_normal", 1.0 / 360);
    variances.forEach(
        (name, variance) -> {
          float[] values = filled(Initializers.named(name), KERNELS);
          assertThat(meanSquare(values)).as(name).isCloseTo(variance, Percentage.withPercentage(4));
        });
  }

  @Test
  void uniformValuesHaveABound() {
    for (float value : filled(Initializers.xavierUniform(), KERNELS)) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo((float) Math.sqrt(6.0 / 900));
    }
  }

  @Test
  void truncatedValuesLieWithinTwoDeviations() {
    float[] values = filled(new TruncatedNormal(1, 0.5), KERNELS);
    for (float value : values) {
      assertThat(value).isBetween(0f, 2f);
    }
    float[] standard = filled(new TruncatedNormal(0, 1), KERNELS);
    // 1 − 2·2·φ(2)/(2·Φ(2) − 1)
    assertThat(meanSquare(standard)).isCloseTo(0.7737, Percentage.withPercentage(3));
  }

  @Test
  void orthogonalRowsOrColumns() {
    for (Shape shape : new Shape[] {Shape.of(5, 12), Shape.of(12, 5), Shape.of(4, 2, 2)}) {
      float[] w = filled(new Orthogonal(2), shape);
      int rows = shape.dim(0);
      int columns = w.length / rows;
      int count = Math.min(rows, columns);
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < count; j++) {
          double dot = 0;
          for (int k = 0; k < Math.max(rows, columns); k++) {
            dot +=
                rows <= columns
                    ? (double) w[i * columns + k] * w[j * columns + k]
                    : (double) w[k * columns + i] * w[k * columns + j];
          }
          assertThat(dot).isCloseTo(i == j ? 4 : 0, Offset.offset(1e-5));
        }
      }
    }
  }

  @Test
  void sayWhatIsWrong() {
    assertThatThrownBy(() -> Initializers.named("glorot"))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll("'glorot'", "xavier_uniform");
    assertThatThrownBy(() -> filled(Initializers.heNormal(), Shape.of(3)))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> new Orthogonal(0)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(
            () -> new VarianceScaling(-1, VarianceScaling.Fan.IN, VarianceScaling.Sampling.NORMAL))
        .isInstanceOf(CotangentException.class);
  }

  private static float[] filled(Initializer initializer, Shape shape) {
    float[] values = new float[shape.size()];
    initializer.fill(values, shape, RandomStream.of(3, "weight"));
    return values;
  }

  private static double meanSquare(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return sum / values.length;
  }
}
