package dev.cotangent.training;

import dev.cotangent.core.model.Model;

/**
 * What is told how a training goes, and may end it.
 *
 * <p>Called on the thread that trains. One that keeps notes belongs to one training at a time. An
 * exception ends the training and reaches the caller of {@link Trainer#fit}.
 */
public interface Callback {

  /** A training of that model begins. */
  default void onStart(Model model) {
    // most do not care
  }

  /** An epoch has ended, validation included. */
  default void onEpochEnd(EpochResult result) {
    // most care about this one alone, some about none
  }

  /** Whether the training should end now; asked after each epoch. */
  default boolean shouldStop() {
    return false;
  }

  /** The training has ended without an error; the model may be changed here. */
  default void onEnd() {
    // most do not care
  }
}
