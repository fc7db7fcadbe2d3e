package dev.cotangent.training.data;

import dev.cotangent.core.text.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a file for a model that exists: its features, with or without the targets. A model
 * whose features have names finds them by name, in any order; one without takes them by position.
 *
 * @param features the names that the features had in training
 * @param kinds what each of them holds
 * @param named whether these come from a header
 * @param targets the names that the targets had, in the order of the model's outputs
 * @param targetIndices the positions that they had
 * @param ignored the names that ignored columns had
 * @param ignoredIndices the positions that they had
 * @param leftOut columns of the file to leave out besides, each as in {@link
 *     TrainingColumns#ignored()}
 * @param header whether the first row of the file holds names; with {@link Header#AUTO} it does if
 *     the model has names, and else if it cannot be a sample
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

  /** The name of the only or first target. */
  public String target() {
    return targets.get(0);
  }

  /** The position that it had. */
  public int targetIndex() {
    return targetIndices.get(0);
  }

  /** The same for a file that is known to have a header, or none. */
  public ModelColumns withHeader(Header known) {
    return new ModelColumns(
        features, kinds, named, targets, targetIndices, ignored, ignoredIndices, leftOut, known);
  }

  /** The same for a file with more columns, which are to be left out. */
  public ModelColumns withLeftOut(List<String> columns) {
    return new ModelColumns(
        features, kinds, named, targets, targetIndices, ignored, ignoredIndices, columns, header);
  }

  /** The same columns without targets: a file may have them or not, and they are not read. */
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
    throw HeaderEvidence.unclear(source, 1, Names.quote(odd) + " stands where a number belongs");
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
                + "), expected one; --ignore leaves a column out by its index");
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
            + ", line 1: the header does not fit the model: "
            + String.join(", and ", problems)
            + near
            + (none
                ? "; for a file without a header, whose columns stand as in training, say --header"
                    + " no (Header.NO)"
                : missing.isEmpty()
                    ? "; --ignore leaves columns out"
                    : ", expected the names that the columns had in training"));
  }

  private Set<Integer> leftOut(String source, List<String> first, boolean names) {
    ColumnFinder finder = new ColumnFinder(source, first, names);
    Set<Integer> positions = new HashSet<>();
    leftOut.forEach(text -> positions.addAll(finder.positions("ignored", text)));
    return positions;
  }

  /** Columns in the order of the training, or only those that were not ignored in it. */
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
            + (gaps == 0 ? "" : " beside " + gaps + " columns that it ignores")
            + ", expected "
            + without
            + " columns, or "
            + (without + targets.size())
            + (targets.size() == 1 ? " with the target" : " with the targets"));
  }
}
