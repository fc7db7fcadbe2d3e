package dev.cotangent.training;

import java.util.Optional;

/**
 * How an epoch went.
 *
 * @param epoch its number, from 1
 * @param step the number of steps done since the training began
 * @param loss the mean of the batches' losses, by the weights of their samples, as they were while
 *     the parameters changed
 * @param validation how good the model is after the epoch; empty without validation data
 * @param learningRate the rate of the epoch's last step
 * @param seconds how long the epoch took, without validation and callbacks
 * @param samplesPerSecond how many samples a second were trained on
 */
public record EpochResult(
    int epoch,
    long step,
    double loss,
    Optional<Evaluation> validation,
    double learningRate,
    double seconds,
    double samplesPerSecond) {

  /** The validation loss, or without validation data the training loss: what is to become small. */
  public double watchedLoss() {
    return validation.map(Evaluation::loss).orElse(loss);
  }
}
