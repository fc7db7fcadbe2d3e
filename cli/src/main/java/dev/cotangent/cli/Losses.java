package dev.cotangent.cli;

import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.training.data.Task;

/** The loss of each task. */
final class Losses {

  private Losses() {}

  static Loss of(Task task) {
    return task == Task.CLASSIFICATION ? CrossEntropy.ofClassIndices() : new MeanSquaredError();
  }
}
