package dev.cotangent.training;

/**
 * The losses of an epoch so far.
 *
 * @param loss the sum of the batches' losses, each times its weight
 * @param weight the sum of their weights
 */
record EpochSum(double loss, double weight) {

  /** Before the first batch. */
  static final EpochSum NONE = new EpochSum(0, 0);
}
