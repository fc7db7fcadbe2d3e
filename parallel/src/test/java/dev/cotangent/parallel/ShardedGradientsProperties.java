package dev.cotangent.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;

class ShardedGradientsProperties {

  private static final int FEATURES = 5;
  private static final ForkJoinPool[] POOLS = {
    new ForkJoinPool(1), new ForkJoinPool(3), new ForkJoinPool(8)
  };

  @AfterContainer
  static void endPools() {
    Arrays.stream(POOLS).forEach(ForkJoinPool::shutdown);
  }

  @Property(tries = 200)
  void everyPoolGivesTheSameBits(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 50) int shardSize,
      @ForAll long seed) {
    ShardedGradients sharded = ShardedGradients.of(rows, shardSize, regression(rows, seed));
    ShardResult alone = sharded.sum();
    for (ForkJoinPool pool : POOLS) {
      ShardResult together = sharded.sum(pool);
      assertThat(together.gradient()).isEqualTo(alone.gradient());
      assertThat(together.lossSum()).isEqualTo(alone.lossSum());
      assertThat(together.weight()).isEqualTo(alone.weight());
    }
  }

  @Property(tries = 200)
  void shardsAgreeWithTheWholeBatch(
      @ForAll @IntRange(min = 1, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 50) int shardSize,
      @ForAll long seed) {
    ShardFunction function = regression(rows, seed);
    ShardResult whole = function.gradient(0, rows);
    ShardResult sum = ShardedGradients.of(rows, shardSize, function).sum(POOLS[1]);
    double[] expected = whole.meanGradient();
    double[] actual = sum.meanGradient();
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < FEATURES; i++) {
      assertThat(Math.abs(actual[i] - expected[i])).isLessThanOrEqualTo(1e-12 * (1 + scale));
    }
    assertThat(Math.abs(sum.meanLoss() - whole.meanLoss()))
        .isLessThanOrEqualTo(1e-12 * (1 + whole.meanLoss()));
  }

  /** The gradient of a weighted squared error, by the weights of a linear model. */
  private static ShardFunction regression(int rows, long seed) {
    Random random = new Random(seed);
    double[][] x = new double[rows][];
    for (int row = 0; row < rows; row++) {
      x[row] = random.doubles(FEATURES + 2, -1, 1).toArray();
    }
    return (from, to) -> squaredError(x, from, to);
  }

  private static ShardResult squaredError(double[][] x, int from, int to) {
    double[] gradient = new double[FEATURES];
    double loss = 0;
    double weight = 0;
    for (int row = from; row < to; row++) {
      double rowWeight = 1.5 + x[row][FEATURES + 1];
      double error = -x[row][FEATURES];
      for (int i = 0; i < FEATURES; i++) {
        error += (0.3 * i - 0.5) * x[row][i];
      }
      for (int i = 0; i < FEATURES; i++) {
        gradient[i] += 2 * rowWeight * error * x[row][i];
      }
      loss += rowWeight * error * error;
      weight += rowWeight;
    }
    return new ShardResult(gradient, loss, weight);
  }
}
