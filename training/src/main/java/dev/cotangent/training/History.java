package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * The last epoch.
   *
   * @throws IndexOutOfBoundsException if the training was cancelled before the first epoch ended
   */
  public EpochResult last() {
    return epochs.get(epochs.size() - 1);
  }
}
