package dev.cotangent.training;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;

/** One step of mini-batch training, compiled once and run many times: for loops of one's own. */
public final class TrainStep implements AutoCloseable {

  private TrainStep() {}

  /** A step. */
  public static TrainStep compile(Model model, Loss loss, Optimizer optimizer) {
    throw new UnsupportedOperationException();
  }

  /** Trains on one batch of classes and returns its mean loss before the update. */
  public float run(float[] features, int[] labels) {
    throw new UnsupportedOperationException();
  }

  /** Trains on one batch of numbers and returns its mean loss before the update. */
  public float run(float[] features, float[] targets) {
    throw new UnsupportedOperationException();
  }

  /** A copy of the state. */
  public TrainingState state() {
    throw new UnsupportedOperationException();
  }

  /** Continues from a state. */
  public void restore(TrainingState state) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
