package dev.cotangent.training.callback;

import dev.cotangent.core.argument.Given;
import dev.cotangent.training.result.EpochResult;
import java.util.function.Consumer;

/**
 * Passes each epoch's result to a listener, for example to show progress.
 *
 * @param listener called on the training thread
 */
public record EpochListener(Consumer<EpochResult> listener) implements Callback {

  /** Rejects null. */
  public EpochListener {
    Given.of("epoch listener: the listener", listener);
  }

  /** Creates a callback that passes on each epoch's result. */
  public static EpochListener of(Consumer<EpochResult> listener) {
    return new EpochListener(listener);
  }

  /** Returns an empty id, since a listener does not affect the training. */
  @Override
  public String id() {
    return "";
  }

  @Override
  public void onEpochEnd(EpochResult result) {
    listener.accept(result);
  }
}
