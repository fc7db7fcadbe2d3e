package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.callback.Callback;
import java.util.List;

/**
 * The settings of a trainer's epochs. An immutable value.
 *
 * @param batch mini-batch size
 * @param microBatches number of mini-batches accumulated for one update
 * @param callbacks notified in this order
 * @param averaged whether the averages of weights replace them wherever the model is evaluated
 */
record EpochSettings(
    int batch,
    int microBatches,
    List<Callback> callbacks,
    boolean averaged,
    TrainingControl control) {

  /** The mini-batch size if none is set. */
  static final int DEFAULT_BATCH = 32;

  EpochSettings {
    if (batch < 1) {
      throw new CotangentException("trainer: batch is " + batch + ", expected 1 or more");
    }
    if (microBatches < 1) {
      throw new CotangentException(
          "trainer: accumulate is " + microBatches + ", expected 1 or more");
    }
  }

  /** Batches of the default size, no callbacks, and a control that no one else knows. */
  static EpochSettings of() {
    return new EpochSettings(DEFAULT_BATCH, 1, List.of(), false, TrainingControl.of());
  }

  EpochSettings withBatch(int size) {
    return new EpochSettings(size, microBatches, callbacks, averaged, control);
  }

  EpochSettings withMicroBatches(int count) {
    return new EpochSettings(batch, count, callbacks, averaged, control);
  }

  EpochSettings withCallbacks(List<Callback> notified) {
    return new EpochSettings(batch, microBatches, notified, averaged, control);
  }

  EpochSettings withAveraged(boolean wanted) {
    return new EpochSettings(batch, microBatches, callbacks, wanted, control);
  }

  EpochSettings withControl(TrainingControl used) {
    return new EpochSettings(batch, microBatches, callbacks, averaged, used);
  }
}
