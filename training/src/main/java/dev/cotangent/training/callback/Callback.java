package dev.cotangent.training.callback;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Figures;
import java.util.List;
import java.util.Map;

/**
 * Observes a training and may stop it.
 *
 * <p>Methods are called on the training thread. An exception ends the training and reaches the
 * caller of {@link Trainer#fit}.
 *
 * <p>A callback may keep state, such as the best value so far, and belongs to one training at a
 * time: {@link Trainer#fit} refuses one that takes part in another training, unless its {@link #id}
 * is empty. It begins anew in {@link #onStart}, so that trainings one after another may use the
 * same object; its results stay readable until then. A copy with other settings, as of {@link
 * EarlyStopping#withLeastChange}, shares no state with the original and has not seen any epoch.
 */
public interface Callback {

  /**
   * Called before the training with the figures that each epoch will report, so that a callback
   * that watches an unknown figure fails before anything has changed.
   *
   * @throws dev.cotangent.core.CotangentException if the watched figure is not among them
   */
  default void onFigures(Figures figures) {
    // does nothing by default
  }

  /** Called when the training of a model starts; resets the state of an earlier training. */
  default void onStart(Model model) {
    // does nothing by default
  }

  /**
   * Called after each step, when all parameters are updated and before a checkpoint is written. An
   * exception leaves the model at this step.
   *
   * @param result result of this step, valid only during the call
   */
  default void onStep(StepResult result) {
    // does nothing by default
  }

  /** Called at the end of each epoch, validation included. */
  default void onEpochEnd(EpochResult result) {
    // does nothing by default
  }

  /** Whether the training should stop now; called after each epoch. */
  default boolean shouldStop() {
    return false;
  }

  /**
   * The factor for the learning rate of the next epoch, applied on top of the schedule and the
   * factors of other callbacks; called before each epoch. Defaults to 1.
   */
  default double rateScale() {
    return 1;
  }

  /**
   * The stable id of this kind of callback in a checkpoint, such as {@code early_stopping};
   * defaults to the simple name of the class. A {@linkplain Trainer#resume resumed} training needs
   * callbacks with the same ids in the same order. Callbacks with an empty id are exempt: they
   * neither keep state nor affect the training, and trainings at the same time may share them.
   */
  default String id() {
    String name = getClass().getSimpleName();
    return name.isEmpty() || getClass().isHidden() ? "callback" : name;
  }

  /** The settings that determine this callback's behaviour, such as a patience; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * The state to restore when a training is {@linkplain Trainer#resume resumed}; none by default.
   */
  default Map<String, double[]> memory() {
    return Map.of();
  }

  /**
   * Restores what {@link #memory} returned in the training that is resumed; called after onStart.
   *
   * @throws dev.cotangent.core.CotangentException if the state is not usable
   */
  default void remember(Map<String, double[]> memory) {
    // does nothing by default
  }

  /**
   * Called when the training is resumed from a checkpoint, after {@link #remember}.
   *
   * @param done the results of all epochs before the checkpoint, in order
   */
  default void onResume(List<EpochResult> done) {
    // does nothing by default
  }

  /** Called when the training has ended without an error; may change the model. */
  default void onEnd() {
    // does nothing by default
  }
}
