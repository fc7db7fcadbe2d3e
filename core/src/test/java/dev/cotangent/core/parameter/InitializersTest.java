package dev.cotangent.core.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitializersTest {

  @Test
  void uniformFillsItsRangeEvenly() {
    float[] values = fill(new Uniform(-1, 3), 100_000);
    double mean =
        IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElseThrow();
    double variance =
        IntStream.range(0, values.length)
            .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(1, within(0.02));
    assertThat(variance).isCloseTo(16.0 / 12, within(0.02));
    for (float value : values) {
      assertThat(value).isBetween(-1f, 3f);
    }
  }

  @Test
  void kaimingIsPyTorchsDefaultForLinearLayers() {
    float[] values = fill(new KaimingUniform(64), 10_000);
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(largest).isLessThanOrEqualTo(0.125f).isGreaterThan(0.1249f);
    assertThat(fill(new KaimingUniform(0), 3)).containsExactly(0, 0, 0);
  }

  @Test
  void constantsAreConstant() {
    assertThat(fill(ConstantInitializer.zeros(), 3)).containsExactly(0, 0, 0);
    assertThat(fill(ConstantInitializer.ones(), 3)).containsExactly(1, 1, 1);
    assertThat(fill(new ConstantInitializer(0.5f), 1)).containsExactly(0.5f);
  }

  @Test
  void dependsOnSeedAndNameAlone() {
    float[] values = new float[4];
    new KaimingUniform(4).fill(values, Shape.of(4), RandomStream.of(7, "0.weight"));
    float[] other = new float[4];
    new KaimingUniform(4).fill(other, Shape.of(2, 2), RandomStream.of(7, "0.weight"));
    assertThat(other).containsExactly(values);
    new KaimingUniform(4).fill(other, Shape.of(4), RandomStream.of(7, "0.bias"));
    assertThat(other).isNotEqualTo(values);
  }

  @Test
  void checksItsNumbers() {
    assertThatThrownBy(() -> new Uniform(1, 0))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("[1.0, 0.0)");
    assertThatThrownBy(() -> new Uniform(0, Double.NaN)).isInstanceOf(CotangentException.class);
    assertThatThrownBy(() -> new KaimingUniform(-1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("-1");
  }

  private static float[] fill(Initializer initializer, int size) {
    float[] values = new float[size];
    initializer.fill(values, Shape.of(size), RandomStream.of(1, "weight"));
    return values;
  }
}
