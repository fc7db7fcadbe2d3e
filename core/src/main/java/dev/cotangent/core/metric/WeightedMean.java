package dev.cotangent.core.metric;

/**
 * A weighted mean whose bits do not depend on the order in which numbers are added. Not
 * thread-safe.
 */
public final class WeightedMean {

  private final ExactSum sum = ExactSum.of();
  private final ExactSum weights = ExactSum.of();

  private WeightedMean() {
    // the sums are 0
  }

  /** Creates an empty mean. */
  public static WeightedMean of() {
    return new WeightedMean();
  }

  /**
   * Adds a number.
   *
   * @param weight at least 0; a number of weight 0 is ignored
   */
  public void add(double number, double weight) {
    if (weight > 0) {
      sum.add(weight * number);
      weights.add(weight);
    }
  }

  /** Adds the numbers of another mean, which is not modified. */
  public void add(WeightedMean other) {
    sum.add(other.sum);
    weights.add(other.weights);
  }

  /** The sum of the weights. */
  public double weight() {
    return weights.value();
  }

  /** The mean; NaN if the total weight is 0. */
  public double value() {
    return sum.value() / weights.value();
  }
}
