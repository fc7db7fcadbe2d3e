package dev.cotangent.training.checkpoint;

/**
 * The running sums of an epoch in progress.
 *
 * @param loss sum of the batches' losses, each times its weight
 * @param weight sum of the batches' weights
 * @param seconds duration of its steps
 */
public record EpochSum(double loss, double weight, double seconds) {

  /** The sums before the first batch. */
  public static final EpochSum NONE = new EpochSum(0, 0, 0);

  /** Restores sums from the numbers that {@link #numbers} returned. */
  public static EpochSum of(double[] numbers) {
    return new EpochSum(numbers[0], numbers[1], numbers[2]);
  }

  double[] numbers() {
    return new double[] {loss, weight, seconds};
  }
}
