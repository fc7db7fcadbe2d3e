package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
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
 * @param training how good the model is after the epoch on the training data, in inference mode;
 *     empty unless {@linkplain Trainer#trainingMetrics asked for}
 */
public record EpochResult(
    int epoch,
    long step,
    double loss,
    Optional<Evaluation> validation,
    double learningRate,
    double seconds,
    double samplesPerSecond,
    Optional<Evaluation> training) {

  /** An epoch whose training data was not evaluated. */
  public EpochResult(
      int epoch,
      long step,
      double loss,
      Optional<Evaluation> validation,
      double learningRate,
      double seconds,
      double samplesPerSecond) {
    this(epoch, step, loss, validation, learningRate, seconds, samplesPerSecond, Optional.empty());
  }

  /** The validation loss, or without validation data the training loss. */
  public double watchedLoss() {
    return validation.map(Evaluation::loss).orElse(loss);
  }

  /**
   * A figure that callbacks watch: the {@linkplain #watchedLoss loss}, or a metric of the
   * validation, without validation data of the training data.
   *
   * @param figure {@code loss}, or the name of a metric
   * @throws CotangentException if it was not computed, naming those that were
   */
  public double figure(String figure) {
    if (figure.equals(Figures.LOSS)) {
      return watchedLoss();
    }
    return validation
        .or(() -> training)
        .orElseThrow(
            () ->
                new CotangentException(
                    "'" + figure + "' needs validation data, or Trainer.trainingMetrics"))
        .metric(figure);
  }
}
