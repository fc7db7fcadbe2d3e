package dev.cotangent.training.result;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.TrainingControl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The result of a training.
 *
 * @param epochs results of the epochs, in order
 * @param steps number of steps
 * @param seconds duration of all epochs, without validation and callbacks
 * @param samplesPerSecond training throughput in samples per second
 * @param workers largest number of workers used
 * @param kernels id of the kernel set in use at the end
 * @param kernelCalls number of kernel calls that each set served, by its id; unmodifiable
 * @param stoppedEarly whether a callback or a {@link TrainingControl} ended the training
 * @param sha256 SHA-256 of the final parameters, states included
 * @param averaged the model with averaged weights after the last step, if {@link
 *     dev.cotangent.optim.Ema} kept averages
 * @param profile the time spent by part, if {@linkplain Trainer#profile requested}
 */
public record History(
    List<EpochResult> epochs,
    long steps,
    double seconds,
    double samplesPerSecond,
    int workers,
    String kernels,
    Map<String, Long> kernelCalls,
    boolean stoppedEarly,
    String sha256,
    Optional<Model> averaged,
    Optional<Profile> profile) {

  /** Copies the lists. */
  public History {
    epochs = List.copyOf(epochs);
    kernelCalls = Collections.unmodifiableMap(new LinkedHashMap<>(kernelCalls));
  }

  /**
   * A figure of the validation data, epoch by epoch.
   *
   * @param figure {@code loss}, or the name of a metric
   * @return a new array with a value for each epoch; NaN where an epoch was not validated
   * @throws CotangentException if the metric was not computed, listing the metrics that were
   */
  public double[] validation(String figure) {
    return curve(EpochResult::validation, figure);
  }

  /** Like {@link #validation(String)}, for {@linkplain Trainer#trainingMetrics training data}. */
  public double[] training(String figure) {
    return curve(EpochResult::training, figure);
  }

  private double[] curve(Function<EpochResult, Optional<Evaluation>> data, String figure) {
    return epochs.stream()
        .mapToDouble(epoch -> data.apply(epoch).map(each -> of(each, figure)).orElse(Double.NaN))
        .toArray();
  }

  private static double of(Evaluation evaluation, String figure) {
    return figure.equals(Figures.LOSS) ? evaluation.loss() : evaluation.metric(figure);
  }

  /**
   * The last epoch.
   *
   * @throws IndexOutOfBoundsException if the training was cancelled before the first epoch ended
   */
  public EpochResult last() {
    return epochs.get(epochs.size() - 1);
  }

  /** The numbers of epochs and steps, the time and the last epoch's losses, in one line. */
  @Override
  public String toString() {
    return "History["
        + epochs.size()
        + " epochs, "
        + steps
        + " steps, "
        + Decimals.of(seconds)
        + " s"
        + (epochs.isEmpty() ? "" : ", " + losses())
        + (stoppedEarly ? ", stopped early]" : "]");
  }

  private String losses() {
    return "loss "
        + Decimals.of(last().loss())
        + last()
            .validation()
            .map(each -> ", validation loss " + Decimals.of(each.loss()))
            .orElse("");
  }
}
