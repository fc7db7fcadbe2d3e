package dev.cotangent.training.table;

import dev.cotangent.core.text.Nearest;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a file for an existing model: its features, with or without the targets. A model
 * whose features have names finds them by name, in any order; otherwise it takes them by position.
 *
 * @param features names of the features in training
 * @param kinds kind of each feature
 * @param named whether the names come from a header
 * @param targets names of the targets in training, in the order of the model's outputs
 * @param targetIndices indices of the target columns in training
 * @param ignored names of the ignored columns in training
 * @param ignoredIndices indices of the ignored columns in training
 * @param leftOut further columns of the file to ignore, each as in {@link
 *     TrainingColumns#ignored()}
 * @param header whether the first row of the file holds names; {@link Header#AUTO}: yes if the
 *     model has names, otherwise only if the row cannot be a sample
 */
public record ModelColumns(
    List<String> features,
    List<FeatureKind> kinds,
    boolean named,
    List<String> targets,
    List<Integer> targetIndices,
    List<String> ignored,
    List<Integer> ignoredIndices,
    List<String> leftOut,
    Header header)
    implements ColumnChooser {

  /** Copies the lists. */
  public ModelColumns {
    features = List.copyOf(features);
    kinds = List.copyOf(kinds);
    targets = List.copyOf(targets);
    targetIndices = List.copyOf(targetIndices);
    ignored = List.copyOf(ignored);
    ignoredIndices = List.copyOf(ignoredIndices);
    leftOut = List.copyOf(leftOut);
  }

  /** The name of the first target. */
  public String target() {
    return targets.get(0);
  }

  /** The index of the first target's column in training. */
  public int targetIndex() {
    return targetIndices.get(0);
  }

  /** Returns the same columns for a file whose header is known to exist or not. */
  public ModelColumns withHeader(Header known) {
    return new ModelColumns(
        features, kinds, named, targets, targetIndices, ignored, ignoredIndices, leftOut, known);
  }

  /** Returns the same columns for a file with additional columns, which are ignored. */
  public ModelColumns withLeftOut(List<String> columns) {
    return new ModelColumns(
        features, kinds, named, targets, targetIndices, ignored, ignoredIndices, columns, header);
  }

  /**
   * Returns the same columns without targets, which the file may have or not; they are not read.
   */
  public ColumnChooser withoutTarget() {
    ModelColumns all = this;
    return new ColumnChooser() {
      @Override
      public Header header(String source, List<String> first) {
        return all.header(source, first);
      }

      @Override
      public Columns choose(String source, List<String> first, boolean names) {
        Columns columns = all.choose(source, first, names);
        return new Columns(columns.names(), names, columns.features(), columns.kinds(), List.of());
      }
    };
  }

  @Override
  public Header header(String source, List<String> first) {
    if (header != Header.AUTO || named) {
      return header == Header.AUTO ? Header.YES : header;
    }
    Columns columns = byPosition(source, first, false);
    List<String> numbers =
        IntStream.range(0, features.size())
            .filter(i -> kinds.get(i) == FeatureKind.NUMBER)
            .mapToObj(i -> first.get(columns.features().get(i)))
            .toList();
    if (numbers.stream().allMatch(Numbers::isNumber)) {
      return Header.NO;
    }
    if (numbers.stream().allMatch(HeaderEvidence::isName)) {
      return Header.YES;
    }
    String odd = numbers.stream().filter(text -> !Numbers.isNumber(text)).findFirst().orElse("");
    throw HeaderEvidence.unclear(source, 1, Names.quote(odd) + " is not a number");
  }

  @Override
  public Columns choose(String source, List<String> first, boolean names) {
    return named && names ? byName(source, first) : byPosition(source, first, names);
  }

  private Columns byName(String source, List<String> first) {
    Set<Integer> skipped = leftOut(source, first, true);
    Set<String> known = new HashSet<>(features);
    known.addAll(ignored);
    known.addAll(targets);
    Map<String, Integer> positions = new HashMap<>();
    List<String> unknown = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      String name = first.get(i);
      if (skipped.contains(i)) {
        continue;
      }
      if (!known.contains(name)) {
        unknown.add(name);
      } else if (positions.putIfAbsent(name, i) != null && !ignored.contains(name)) {
        throw new DataException(
            source
                + ", line 1: a second column "
                + Names.quote(name)
                + " (index "
                + i
                + "), expected one; leave one out by its index with --ignore");
      }
    }
    List<String> missing = features.stream().filter(name -> !positions.containsKey(name)).toList();
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw misfit(source, missing, unknown);
    }
    List<Integer> found = features.stream().map(positions::get).toList();
    boolean hasTargets = positions.keySet().containsAll(targets);
    List<Integer> present = hasTargets ? targets.stream().map(positions::get).toList() : List.of();
    return new Columns(first, true, found, kinds, present);
  }

  private DataException misfit(String source, List<String> missing, List<String> unknown) {
    List<String> problems = new ArrayList<>();
    if (!missing.isEmpty()) {
      problems.add("the model's columns " + Names.quoted(missing) + " are missing");
    }
    if (!unknown.isEmpty()) {
      problems.add("the model does not know " + Names.quoted(unknown));
    }
    String near = missing.isEmpty() ? "" : Nearest.hint(missing.get(0), unknown);
    boolean none = missing.size() == features.size();
    return new DataException(
        source
            + ", line 1: the header does not match the model: "
            + String.join(", and ", problems)
            + near
            + (none
                ? "; for a file without a header and with columns in training order, specify "
                    + "--header"
                    + " no (Header.NO)"
                : missing.isEmpty()
                    ? "; leave columns out with --ignore"
                    : ", expected the names that the columns had in training"));
  }

  private Set<Integer> leftOut(String source, List<String> first, boolean names) {
    ColumnFinder finder = new ColumnFinder(source, first, names);
    Set<Integer> positions = new HashSet<>();
    leftOut.forEach(text -> positions.addAll(finder.positions("ignored", text)));
    return positions;
  }

  /**
   * Chooses columns in training order; the file has all of them, or only those that were not
   * ignored.
   */
  private Columns byPosition(String source, List<String> first, boolean names) {
    Set<Integer> skipped = leftOut(source, first, names);
    List<Integer> kept =
        IntStream.range(0, first.size()).filter(i -> !skipped.contains(i)).boxed().toList();
    Set<Integer> gaps = skipped.isEmpty() ? new HashSet<>(ignoredIndices) : new HashSet<>();
    List<Integer> targetsAt =
        targetIndices.stream().map(at -> skipped.isEmpty() ? at : at - ignoredBelow(at)).toList();
    int all = features.size() + gaps.size() + targets.size();
    if (kept.size() != all && kept.size() != all - targets.size()) {
      throw misfit(source, first.size() - skipped.size(), gaps.size());
    }
    boolean hasTargets = kept.size() == all;
    List<Integer> found =
        IntStream.range(0, all)
            .filter(i -> !targetsAt.contains(i) && !gaps.contains(i))
            .mapToObj(i -> kept.get(hasTargets ? i : i - below(targetsAt, i)))
            .toList();
    return new Columns(
        names ? first : Columns.madeUp(first.size()),
        names,
        found,
        kinds,
        hasTargets ? targetsAt.stream().map(kept::get).toList() : List.of());
  }

  private int ignoredBelow(int index) {
    return below(ignoredIndices, index);
  }

  private static int below(List<Integer> indices, int index) {
    return (int) indices.stream().filter(i -> i < index).count();
  }

  private DataException misfit(String source, int columns, int gaps) {
    int without = features.size() + gaps;
    return new DataException(
        source
            + ": "
            + columns
            + " columns, but the model has "
            + features.size()
            + " features"
            + (gaps == 0 ? "" : " and ignores " + gaps + " further column" + (gaps == 1 ? "" : "s"))
            + ", expected "
            + without
            + " columns, or "
            + (without + targets.size())
            + (targets.size() == 1 ? " with the target" : " with the targets"));
  }
}
