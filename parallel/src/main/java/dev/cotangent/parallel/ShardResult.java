package dev.cotangent.parallel;

import dev.cotangent.core.CotangentException;

/**
 * Sums over the rows of a shard, or of several: they are divided by the weight once, at the end,
 * because a mean of means is wrong when weights differ.
 *
 * @param gradient the gradient of {@code lossSum}; not copied
 * @param lossSum the sum of the rows' losses, each times the row's weight
 * @param weight the sum of the rows' weights: the number of rows where all weigh 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: results are added up, not compared
public record ShardResult(double[] gradient, double lossSum, double weight) {

  /** A result from a gradient in single precision, which is copied. */
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

  /** This sum and another, in this one's gradient array. */
  ShardResult plus(ShardResult other) {
    double[] more = other.gradient;
    if (gradient.length != more.length) {
      throw new CotangentException(
          "a gradient of " + more.length + " numbers, but shards before have " + gradient.length);
    }
    if (gradient == more) {
      throw new CotangentException("the gradient array of an earlier shard was used again");
    }
    for (int i = 0; i < more.length; i++) {
      gradient[i] += more[i];
    }
    return new ShardResult(gradient, lossSum + other.lossSum, weight + other.weight);
  }

  private double positiveWeight() {
    if (!(weight > 0)) {
      throw new CotangentException("there is no mean over a weight of " + weight);
    }
    return weight;
  }
}
