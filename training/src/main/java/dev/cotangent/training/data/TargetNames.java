package dev.cotangent.training.data;

import java.util.List;

/**
 * The names of targets.
 *
 * @param name name in the data set
 * @param target objective input for the targets
 * @param weights objective input for their weights
 */
record TargetNames(String name, String target, String weights) {

  /** The names of a data set's first targets. */
  static final TargetNames FIRST =
      new TargetNames(BatchNames.TARGET, BatchNames.TARGET, BatchNames.WEIGHTS);

  /** The names of an input, which has no weights. */
  static TargetNames ofInput(String name) {
    return new TargetNames(name, name, BatchNames.WEIGHTS + "." + name);
  }

  /** The names of classes, columns or labels of the column with this input name; empty if none. */
  static List<String> of(List<TargetColumn> columns, String input) {
    return columns.stream()
        .filter(each -> each.names().target().equals(input))
        .findFirst()
        .map(each -> each.targets().names())
        .orElse(List.of());
  }

  /** The names of further targets. */
  static TargetNames of(String name) {
    return new TargetNames(name, BatchNames.TARGET + "." + name, BatchNames.WEIGHTS + "." + name);
  }
}
