package dev.cotangent.training;

import java.util.function.Consumer;

/**
 * Hears of each epoch: for progress.
 *
 * @param listener called on the thread that trains
 */
public record EpochListener(Consumer<EpochResult> listener) implements Callback {

  /** A callback that passes each epoch's result on. */
  public static EpochListener of(Consumer<EpochResult> listener) {
    return new EpochListener(listener);
  }

  /** None: a listener decides nothing. */
  @Override
  public String id() {
    return "";
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    listener.accept(result);
  }
}
