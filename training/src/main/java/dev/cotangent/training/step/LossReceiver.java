package dev.cotangent.training.step;

/** Receives the results of completed steps. */
public interface LossReceiver {

  /**
   * Called for each step.
   *
   * @param loss the loss before the update; NaN if the weight is 0
   * @param weight the divisor of the loss
   */
  void add(float loss, double weight);
}
