package dev.cotangent.cli;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.data.Task;
import java.util.List;
import java.util.Optional;

/** The losses that suit each task. */
final class Losses {

  private Losses() {}

  /** The usual loss. */
  static Loss of(Task task) {
    return switch (task) {
      case CLASSIFICATION -> CrossEntropy.ofClassIndices();
      case REGRESSION -> new MeanSquaredError();
      case MULTI_LABEL -> new BinaryCrossEntropyWithLogits();
    };
  }

  /**
   * The loss that was asked for, or else the usual one.
   *
   * @throws UserError if it is for another task, naming those that suit
   */
  static Loss of(Task task, Optional<Notation> wanted, Registry registry) {
    if (wanted.isEmpty()) {
      return of(task);
    }
    Notation notation = wanted.get();
    Loss loss = registry.loss(notation.id()).with(notation.attributes());
    if (!suits(loss, task)) {
      List<String> suitable =
          registry.losses().stream().filter(id -> suits(registry.loss(id), task)).toList();
      throw Check.wrong("--loss", "'" + loss.id() + "'", "one that suits the task: " + suitable);
    }
    return loss;
  }

  /**
   * Whether a target is one class for a row, or one number for each output; for labels, which are
   * predicted by a sigmoid, that of a logit.
   */
  private static boolean suits(Loss loss, Task task) {
    Shape outputs = Shape.of(6);
    if (task == Task.CLASSIFICATION) {
      return loss.targetType() == DType.I32;
    }
    boolean forEach = loss.targetType() == DType.F32 && loss.targetShape(outputs).equals(outputs);
    return forEach && (task == Task.REGRESSION || loss.threshold().orElse(1) == 0);
  }
}
