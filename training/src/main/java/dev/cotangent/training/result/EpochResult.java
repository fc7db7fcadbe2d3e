package dev.cotangent.training.result;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.Trainer;
import java.util.Optional;

/**
 * The result of one epoch.
 *
 * @param epoch number of the epoch, from 1
 * @param step number of steps completed since the training began
 * @param loss mean training loss, weighted by the samples' weights; each batch's loss is taken
 *     before its update
 * @param validation evaluation on the validation data after the epoch; empty without validation
 *     data
 * @param learningRate learning rate of the epoch's last step
 * @param seconds duration of the epoch, without validation and callbacks
 * @param samplesPerSecond training throughput in samples per second
 * @param training evaluation on the training data after the epoch, in inference mode; empty unless
 *     {@linkplain Trainer#trainingMetrics requested}
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

  /** Creates a result without an evaluation of the training data. */
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

  /** The validation loss, or the training loss if there is no validation data. */
  public double watchedLoss() {
    return validation.map(Evaluation::loss).orElse(loss);
  }

  /**
   * A figure that callbacks may watch: the {@linkplain #watchedLoss loss}, or a metric of the
   * validation data (of the training data if there is no validation data).
   *
   * @param figure {@code loss}, or the name of a metric
   * @throws CotangentException if it was not computed, listing the figures that were
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

  @Override
  public String toString() {
    return "EpochResult[epoch "
        + epoch
        + ", step "
        + step
        + ", loss "
        + Decimals.of(loss)
        + validation.map(each -> ", " + each.figures("validation ")).orElse("")
        + training.map(each -> ", " + each.figures("training ")).orElse("")
        + ", rate "
        + Decimals.of(learningRate)
        + ", "
        + Decimals.of(seconds)
        + " s]";
  }
}
