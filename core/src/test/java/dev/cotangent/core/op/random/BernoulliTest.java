package dev.cotangent.core.op.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BernoulliTest {

  private static final long PATH = RandomStream.hash("dropout");

  @Test
  void holdsAsOftenAsItShould() {
    for (double probability : new double[] {0.1, 0.5, 0.9}) {
      float[] draws = draw(3, 4, 0, probability, Shape.of(1000, 100));
      double mean = 0;
      for (float value : draws) {
        mean += value / 1e5;
      }
      double deviation = Math.sqrt(probability * (1 - probability) / 1e5);
      assertThat(mean).isCloseTo(probability, within(5 * deviation));
    }
  }

  @Test
  void alwaysOrNeverHoldsAtTheEnds() {
    assertThat(draw(1, 1, 0, 0, Shape.of(10, 10))).containsOnly(0f);
    assertThat(draw(1, 1, 0, 1, Shape.of(10, 10))).containsOnly(1f);
  }

  @Test
  void dependsOnTheRowInTheMiniBatchAndNotOnTheBatch() {
    float[] all = draw(5, 6, 0, 0.5, Shape.of(8, 7));
    float[] end = draw(5, 6, 3, 0.5, Shape.of(5, 7));
    assertThat(end).containsExactly(Arrays.copyOfRange(all, 3 * 7, 8 * 7));
  }

  @Test
  void differsBySeedStepAndPath() {
    Shape shape = Shape.of(4, 32);
    float[] draws = draw(1, 2, 0, 0.5, shape);
    assertThat(draw(1L << 32 | 1, 2, 0, 0.5, shape)).isNotEqualTo(draws);
    assertThat(draw(1, 1L << 32 | 2, 0, 0.5, shape)).isNotEqualTo(draws);
    assertThat(draw(1, 3, 0, 0.5, shape)).isNotEqualTo(draws);
    Bernoulli other = new Bernoulli(PATH + 1, 0.5, shape);
    assertThat(other.on(words(1), words(2), row(0)).toFloats()).isNotEqualTo(draws);
    assertThat(draw(1, 2, 0, 0.5, shape)).containsExactly(draws);
  }

  @Test
  void keepsItsBits() {
    StringBuilder bits = new StringBuilder();
    for (float value : draw(42, 1, 0, 0.5, Shape.of(4, 8))) {
      bits.append((int) value);
    }
    assertThat(bits).hasToString(FIXED);
  }

  @Test
  void givesEachElementItsHalfOfABlock() {
    for (int columns : new int[] {1, 2, 7, 2049, 4100}) {
      float[] draws = draw(11, 12, 13, 0.3, Shape.of(2, columns));
      for (int i = 0; i < draws.length; i++) {
        int element = i % columns;
        long block = RandomStream.bits(11, PATH, 12, 13 + i / columns, element / 2);
        long half = element % 2 == 0 ? block & 0xFFFFFFFFL : block >>> 32;
        assertThat(draws[i]).isEqualTo(half * 0x1p-32 < 0.3 ? 1f : 0f);
      }
    }
  }

  @Test
  void checksProbabilityAndInputs() {
    assertThatThrownBy(() -> new Bernoulli(PATH, Double.NaN, Shape.of(1)))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> new Bernoulli(PATH, 0.5, Shape.of(1)).on(row(0), words(1), row(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("bernoulli", "input 0", "I32[2]");
  }

  private static final String FIXED = "00000011101010111011001011111100";

  private static float[] draw(long seed, long step, int row, double probability, Shape shape) {
    return new Bernoulli(PATH, probability, shape)
        .on(words(seed), words(step), row(row))
        .toFloats();
  }

  private static Tensor words(long value) {
    return Tensor.i32(Shape.of(2), (int) value, (int) (value >>> 32));
  }

  private static Tensor row(int row) {
    return Tensor.of(Shape.of(1), new int[] {row});
  }
}
