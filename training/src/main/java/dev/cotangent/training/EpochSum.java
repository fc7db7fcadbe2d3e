package dev.cotangent.training;

/**
 * The epoch so far.
 *
 * @param loss the sum of the batches' losses, each times its weight
 * @param weight the sum of their weights
 * @param seconds how long its steps have taken
 */
record EpochSum(double loss, double weight, double seconds) {

  /** Before the first batch. */
  static final EpochSum NONE = new EpochSum(0, 0, 0);

  /** The sum of numbers that {@link #numbers} gave. */
  static EpochSum of(double[] numbers) {
    return new EpochSum(numbers[0], numbers[1], numbers[2]);
  }

  double[] numbers() {
    return new double[] {loss, weight, seconds};
  }
}
