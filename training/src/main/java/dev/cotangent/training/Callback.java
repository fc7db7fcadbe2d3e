package dev.cotangent.training;

import dev.cotangent.core.model.Attributes;
import dev.cotangent.core.model.Model;
import java.util.List;
import java.util.Map;

/**
 * Is notified of the course of a training, and may end it.
 *
 * <p>Called on the thread that trains. One that keeps notes belongs to one training at a time. An
 * exception ends the training and reaches the caller of {@link Trainer#fit}.
 */
public interface Callback {

  /**
   * The figures that each epoch will have; called before the training, so that one which watches
   * another ends it before anything has changed.
   *
   * @throws dev.cotangent.core.CotangentException if the watched figure is not among them
   */
  default void onFigures(Figures figures) {
    // most watch none
  }

  /** A training of that model begins. */
  default void onStart(Model model) {
    // most do not care
  }

  /**
   * A step is done: all parameters are those after its update. Called before a checkpoint is
   * written. An exception from here leaves the model at this step.
   *
   * @param result of this step, valid during the call
   */
  default void onStep(StepResult result) {
    // most do not care, which costs a step next to nothing
  }

  /** An epoch has ended, validation included. */
  default void onEpochEnd(EpochResult result) {
    // most care about this one alone, some about none
  }

  /** Whether the training should end now; asked after each epoch. */
  default boolean shouldStop() {
    return false;
  }

  /**
   * What the learning rate of the next epoch is multiplied by, beside the schedule and what other
   * callbacks want; asked before each epoch.
   */
  default double rateScale() {
    return 1;
  }

  /**
   * The stable name of its kind in a checkpoint, as in {@code early_stopping}; by default the
   * simple name of the class. A {@linkplain Trainer#resume resumed} training needs callbacks of the
   * same ids in the same order, less those whose id is empty: these neither remember nor decide
   * anything.
   */
  default String id() {
    String name = getClass().getSimpleName();
    return name.isEmpty() || getClass().isHidden() ? "callback" : name;
  }

  /** The values that decide what this does, as in a patience; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * What this has to remember to go on after a {@linkplain Trainer#resume resume}; by default
   * nothing.
   */
  default Map<String, double[]> memory() {
    return Map.of();
  }

  /**
   * Takes back what {@link #memory} gave in the training that goes on; called after onStart.
   *
   * @throws dev.cotangent.core.CotangentException if it is of no use
   */
  default void remember(Map<String, double[]> memory) {
    // most have nothing to remember
  }

  /**
   * The training goes on from a checkpoint; called after {@link #remember}.
   *
   * @param done the results of the epochs before, from the first on
   */
  default void onResume(List<EpochResult> done) {
    // most have what they need in their memory
  }

  /** The training has ended without an error; the model may be changed here. */
  default void onEnd() {
    // most do not care
  }
}
