package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a table that are features and targets; all others are ignored. Columns count from
 * 0.
 *
 * @param names names of all columns; generated if the file has no header
 * @param header whether the first row holds the names
 * @param features indices of the feature columns, in the order of the model
 * @param kinds the kind of each feature
 * @param targets indices of the target columns, in the order of the model's outputs; empty if the
 *     table has no target
 * @param inputs named inputs of a model, and the features that feed each; empty for a model with
 *     one input, which all features feed
 */
public record Columns(
    List<String> names,
    boolean header,
    List<Integer> features,
    List<FeatureKind> kinds,
    List<Integer> targets,
    List<TableInput> inputs) {

  /** The index of a missing target. */
  public static final int NONE = -1;

  /** Copies the lists. */
  public Columns {
    names = List.copyOf(names);
    features = List.copyOf(features);
    kinds = List.copyOf(kinds);
    targets = List.copyOf(targets);
    inputs = List.copyOf(inputs);
    if (kinds.size() != features.size()) {
      throw new DataException(
          kinds.size() + " kinds, expected one for each of " + features.size() + " features");
    }
  }

  /** Creates columns for a model with one input. */
  public Columns(
      List<String> names,
      boolean header,
      List<Integer> features,
      List<FeatureKind> kinds,
      List<Integer> targets) {
    this(names, header, features, kinds, targets, List.of());
  }

  /** Creates columns with one target, or {@link #NONE}. */
  public Columns(
      List<String> names,
      boolean header,
      List<Integer> features,
      List<FeatureKind> kinds,
      int target) {
    this(names, header, features, kinds, target == NONE ? List.of() : List.of(target));
  }

  /** Creates columns whose features are all numeric. */
  public static Columns ofNumbers(
      List<String> names, boolean header, List<Integer> features, int target) {
    return new Columns(
        names, header, features, Collections.nCopies(features.size(), FeatureKind.NUMBER), target);
  }

  /** Returns the same columns for a model with these inputs. */
  Columns withInputs(List<TableInput> others) {
    return new Columns(names, header, features, kinds, targets, others);
  }

  /** The generated names for the columns of a file without a header. */
  static List<String> madeUp(int count) {
    return IntStream.range(0, count).mapToObj(i -> "column_" + i).toList();
  }

  /** Whether the table has a target. */
  public boolean hasTarget() {
    return !targets.isEmpty();
  }

  /** The index of the first target, or {@link #NONE}. */
  public int target() {
    return targets.isEmpty() ? NONE : targets.get(0);
  }

  /** The names of the features, in the order of the model. */
  public List<String> featureNames() {
    return features.stream().map(names::get).toList();
  }

  /** Whether a feature is a category. */
  boolean isCategory(int feature) {
    return kinds.get(feature) != FeatureKind.NUMBER;
  }

  /** The indices of the columns that are neither features nor targets. */
  public List<Integer> ignored() {
    Set<Integer> used = new HashSet<>(features);
    used.addAll(targets);
    return IntStream.range(0, names.size()).filter(i -> !used.contains(i)).boxed().toList();
  }

  /** The name of the first target. */
  public String targetName() {
    return names.get(target());
  }

  /** The names of the targets, in the order of the model's outputs. */
  public List<String> targetNames() {
    return targets.stream().map(names::get).toList();
  }

  /** Describes a column for a message, as in {@code column 'width' (index 2)}. */
  String describe(int column) {
    return header
        ? "column " + Names.quote(names.get(column)) + " (index " + column + ")"
        : "column " + column;
  }
}
