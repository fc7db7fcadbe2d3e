package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;

/**
 * Sums over the rows of one or more shards. They are divided by the weight once, at the end,
 * because a mean of means is wrong when weights differ.
 *
 * @param gradient the gradient of {@code lossSum}; not copied
 * @param lossSum the sum of the rows' losses, each times the row's weight
 * @param weight the sum of the rows' weights: the number of rows if all weights are 1
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ShardResult(double[] gradient, double lossSum, double weight) {

  /** Creates a result from a single-precision gradient, which is copied. */
  public static ShardResult of(float[] gradient, double lossSum, double weight) {
    double[] copy = new double[gradient.length];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = gradient[i];
    }
    return new ShardResult(copy, lossSum, weight);
  }

  /**
   * The weighted mean of the losses.
   *
   * @throws CotangentException if the weight is 0 or less, or NaN
   */
  public double meanLoss() {
    return lossSum / positiveWeight();
  }

  /**
   * The gradient of {@link #meanLoss}, in a new array.
   *
   * @throws CotangentException if the weight is 0 or less, or NaN
   */
  public double[] meanGradient() {
    double divisor = positiveWeight();
    double[] mean = new double[gradient.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = gradient[i] / divisor;
    }
    return mean;
  }

  /** Adds another result, in place in this one's gradient array. */
  ShardResult plus(ShardResult other) {
    double[] more = other.gradient;
    if (gradient.length != more.length) {
      throw new CotangentException(
          "the gradient has "
              + more.length
              + " elements, expected "
              + gradient.length
              + " as in earlier shards");
    }
    if (gradient == more) {
      throw new CotangentException(
          "the gradient array is that of an earlier shard, expected a new one for each shard");
    }
    for (int i = 0; i < more.length; i++) {
      gradient[i] += more[i];
    }
    return new ShardResult(gradient, lossSum + other.lossSum, weight + other.weight);
  }

  private double positiveWeight() {
    if (!(weight > 0)) {
      throw new CotangentException(
          "cannot compute a mean: the total weight is " + weight + ", expected a number > 0");
    }
    return weight;
  }
}
