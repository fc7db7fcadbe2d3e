package dev.cotangent.core.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.portable.PortableKernels;
import dev.cotangent.core.math.Gaussian;
import dev.cotangent.core.op.random.RandomNormal;
import dev.cotangent.core.op.random.RandomUniform;
import dev.cotangent.core.random.RandomStream;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class RandomNumbersTest {

  private static final long PATH = RandomStream.hash("noise");
  private static final int MANY = 1_000_000;

  /** The distance of Kolmogorov and Smirnov that one sample in 3,000 exceeds. */
  private static final double FAR = 2.1 / Math.sqrt(MANY);

  @Test
  void numbersInTheUnitIntervalAreUniform() {
    float[] draws = many(Distribution.UNIFORM);
    assertThat(distance(draws, x -> x)).isLessThan(FAR);
    for (float x : draws) {
      assertThat(x * 0x1p24 == Math.rint(x * 0x1p24) && x >= 0 && x < 1).isTrue();
    }
  }

  @Test
  void numbersOfTheNormalDistributionAreNormal() {
    float[] draws = many(Distribution.NORMAL);
    assertThat(distance(draws, Gaussian::cdf)).isLessThan(FAR);
    double[] moments = new double[5];
    for (float x : draws) {
      for (int power = 1; power < moments.length; power++) {
        moments[power] += StrictMath.pow(x, power) / MANY;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(4 * Math.sqrt(1.0 / MANY)));
    assertThat(moments[2]).isCloseTo(1, within(4 * Math.sqrt(2.0 / MANY)));
    assertThat(moments[3]).isCloseTo(0, within(4 * Math.sqrt(15.0 / MANY)));
    assertThat(moments[4]).isCloseTo(3, within(4 * Math.sqrt(96.0 / MANY)));
  }

  @Test
  void neighboursAreIndependent() {
    float[] draws = many(Distribution.NORMAL);
    for (int lag : new int[] {1, 2, 3, 1000}) {
      double product = 0;
      for (int i = 0; i + lag < MANY; i++) {
        product += (double) draws[i] * draws[i + lag] / MANY;
      }
      assertThat(product).as("lag " + lag).isCloseTo(0, within(4 * Math.sqrt(1.0 / MANY)));
    }
  }

  @Test
  void quantilesAreTheInverseOfTheDistribution() {
    for (double x = -6.3; x < 6.3; x += 0.0173) {
      double p = Gaussian.cdf(-Math.abs(x));
      assertThat(Gaussian.quantile(p)).isCloseTo(-Math.abs(x), within(1e-13));
    }
    assertThat(Gaussian.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
    assertThat(Gaussian.quantile(0x1p-33)).isCloseTo(-6.3379577545537895, within(1e-9));
  }

  @Test
  void dependOnTheRowInTheMiniBatchAndNotOnTheBatch() {
    float[] all = normal(5, 6, 0, Shape.of(8, 7));
    float[] end = normal(5, 6, 3, Shape.of(5, 7));
    assertThat(end).containsExactly(Arrays.copyOfRange(all, 3 * 7, 8 * 7));
  }

  @Test
  void differBySeedStepAndPath() {
    Shape shape = Shape.of(4, 32);
    float[] draws = normal(1, 2, 0, shape);
    assertThat(normal(1L << 32 | 1, 2, 0, shape)).isNotEqualTo(draws);
    assertThat(normal(1, 1L << 32 | 2, 0, shape)).isNotEqualTo(draws);
    RandomNormal other = new RandomNormal(PATH + 1, shape);
    assertThat(other.on(words(1), words(2), row(0)).toFloats()).isNotEqualTo(draws);
    assertThat(normal(1, 2, 0, shape)).containsExactly(draws);
  }

  @Test
  void keepTheirBits() {
    RandomUniform uniform = new RandomUniform(PATH, Shape.of(2, 3));
    assertThat(uniform.on(words(42), words(1), row(0)).toFloats()).containsExactly(UNIFORM);
    float[] draws = new float[6];
    PortableKernels.of().random(Distribution.NORMAL, 42, PATH, 1, 0, 2, 3, draws, 0, Scratch.of());
    assertThat(draws).containsExactly(NORMAL);
  }

  @Test
  void checkTheirInputs() {
    assertThatThrownBy(() -> new RandomNormal(PATH, Shape.of(1)).on(row(0), words(1), row(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContainingAll("random_normal", "input 0", "I32[2]");
  }

  private static final float[] UNIFORM = {
    0.8572174f, 0.3329984f, 0.101224184f, 0.61089915f, 0.49528223f, 0.03114754f
  };
  private static final float[] NORMAL = {
    1.0679008f, -0.43164858f, -1.274607f, 0.2816633f, -0.011825841f, -1.8641894f
  };

  private static float[] many(Distribution distribution) {
    float[] draws = new float[MANY];
    PortableKernels.of()
        .random(distribution, 7, PATH, 3, 0, MANY / 1000, 1000, draws, 0, Scratch.of());
    return draws;
  }

  /** The largest difference between the share of draws below a number and what it should be. */
  private static double distance(float[] draws, DoubleUnaryOperator distribution) {
    float[] sorted = draws.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double share = distribution.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.abs(share - (i + 0.5) / sorted.length));
    }
    return largest;
  }

  private static float[] normal(long seed, long step, int row, Shape shape) {
    return new RandomNormal(PATH, shape).on(words(seed), words(step), row(row)).toFloats();
  }

  private static Tensor words(long value) {
    return Tensor.i32(Shape.of(2), (int) value, (int) (value >>> 32));
  }

  private static Tensor row(int row) {
    return Tensor.of(Shape.of(1), new int[] {row});
  }
}
