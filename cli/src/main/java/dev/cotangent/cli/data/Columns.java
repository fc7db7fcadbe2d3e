package dev.cotangent.cli.data;

import java.util.List;

/**
 * Which columns of a table are features and which is the target. Columns count from 0.
 *
 * @param names of all columns; made up where the file has no header
 * @param header whether the first row holds the names
 * @param features the positions of the feature columns, in the order of the model
 * @param target the position of the target, or {@link #NONE}
 */
public record Columns(List<String> names, boolean header, List<Integer> features, int target) {

  /** The position of a target that is not there. */
  public static final int NONE = -1;

  /** Copies the lists. */
  public Columns {
    names = List.copyOf(names);
    features = List.copyOf(features);
  }

  /** The names that columns of a file without a header have. */
  static List<String> madeUp(int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> "column_" + i).toList();
  }

  /** Whether the table has a target. */
  public boolean hasTarget() {
    return target != NONE;
  }

  /** The names of the features, in the order of the model. */
  public List<String> featureNames() {
    return features.stream().map(names::get).toList();
  }

  /** The name of the target. */
  public String targetName() {
    return names.get(target);
  }

  /** A column for a message, as in {@code column 'width' (index 2)}. */
  String describe(int column) {
    return header
        ? "column '" + names.get(column) + "' (index " + column + ")"
        : "column " + column;
  }
}
