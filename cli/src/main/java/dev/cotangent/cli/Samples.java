package dev.cotangent.cli;

import dev.cotangent.cli.data.Classes;
import dev.cotangent.cli.data.Table;
import dev.cotangent.cli.data.TargetNumbers;
import dev.cotangent.cli.data.Task;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.training.Dataset;
import java.util.List;

/** Tables as data sets, and the loss of each task. */
final class Samples {

  private Samples() {}

  /** The classes of a table, or none in a regression. */
  static Classes classes(Task task, Table table) {
    return task == Task.CLASSIFICATION ? Classes.of(table) : new Classes(List.of());
  }

  /**
   * The samples and targets of a table.
   *
   * @throws UserError if a target does not fit, naming its place
   */
  static Dataset of(Table table, Task task, Classes classes) {
    Shape sample = Shape.of(table.columns().features().size());
    Dataset data =
        task == Task.CLASSIFICATION
            ? Dataset.classification(
                sample, table.features(), classes.indices(table), classes.names())
            : Dataset.regression(sample, table.features(), Shape.of(1), TargetNumbers.of(table));
    return data.withFeatureNames(table.columns().featureNames());
  }

  static Loss loss(Task task) {
    return task == Task.CLASSIFICATION ? CrossEntropy.ofClassIndices() : new MeanSquaredError();
  }
}
