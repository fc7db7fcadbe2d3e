package dev.cotangent.cli;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.table.Task;
import java.util.List;
import java.util.Optional;

/** The default loss of each task, and the losses that fit it. */
final class Losses {

  private Losses() {}

  /** The default loss of a task. */
  static Loss of(Task task) {
    return switch (task) {
      case CLASSIFICATION -> CrossEntropy.ofClassIndices();
      case REGRESSION -> new MeanSquaredError();
      case MULTI_LABEL -> new BinaryCrossEntropyWithLogits();
    };
  }

  /**
   * The loss of {@code --loss}, or else the default one.
   *
   * @throws UserError if it does not fit the task, with the ids of those that do
   */
  static Loss of(Task task, Optional<Notation> wanted, Registry registry) {
    if (wanted.isEmpty()) {
      return of(task);
    }
    Notation notation = wanted.get();
    Loss loss = registry.loss(notation.id()).with(notation.attributes());
    if (!fits(loss, task)) {
      List<String> fitting =
          registry.losses().stream().filter(id -> fits(registry.loss(id), task)).toList();
      throw Check.wrong("--loss", "'" + loss.id() + "'", "one that fits the task: " + fitting);
    }
    return loss;
  }

  /**
   * Whether the loss takes one class per row (classification) or one number per output
   * (regression); for labels, whose outputs are logits, its decision threshold must be 0.
   */
  private static boolean fits(Loss loss, Task task) {
    Shape outputs = Shape.of(6);
    if (task == Task.CLASSIFICATION) {
      return loss.targetType() == DType.I32;
    }
    boolean forEach = loss.targetType() == DType.F32 && loss.targetShape(outputs).equals(outputs);
    return forEach && (task == Task.REGRESSION || loss.threshold().orElse(1) == 0);
  }
}
