package dev.cotangent.training;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a training went.
 *
 * @param epochs the epochs in order
 * @param steps the number of steps
 * @param seconds how long the steps of all epochs took, without validation and callbacks
 * @param samplesPerSecond how many samples a second were trained on
 * @param workers the largest number of workers that took part
 * @param kernels the id of the kernel set that was in use at the end
 * @param kernelCalls how many kernel calls each set served, by its id; unmodifiable
 * @param stoppedEarly whether a callback or a {@link TrainingControl} ended the training
 * @param sha256 SHA-256 of the parameters at the end, states included
 * @param averaged the model with the averages of its weights after the last step, if {@link
 *     dev.cotangent.optim.Ema} kept them
 * @param profile where the time went, if that was {@linkplain Trainer#profile asked for}
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
   * @throws IndexOutOfBoundsException if the training was cancelled before the end of the first
   */
  public EpochResult last() {
    return epochs.get(epochs.size() - 1);
  }
}
