package dev.cotangent.core.metric;

/**
 * A mean by weights whose bits do not depend on the order in which numbers are added. For one
 * thread.
 */
public final class WeightedMean {

  private final ExactSum sum = new ExactSum();
  private final ExactSum weights = new ExactSum();

  /** A mean of nothing yet. */
  public WeightedMean() {
    // the sums are 0
  }

  /**
   * Adds a number.
   *
   * @param weight from 0; a number of weight 0 is not looked at
   */
  public void add(double number, double weight) {
    if (weight > 0) {
      sum.add(weight * number);
      weights.add(weight);
    }
  }

  /** Adds the numbers of another mean, which stays as it is. */
  public void add(WeightedMean other) {
    sum.add(other.sum);
    weights.add(other.weights);
  }

  /** The sum of the weights. */
  public double weight() {
    return weights.value();
  }

  /** The mean; NaN without any weight. */
  public double value() {
    return sum.value() / weights.value();
  }
}
