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
 * The columns of a file for a model that exists: its features, with or without the target. A model
 * whose features have names finds them by name, in any order; one without takes them by position.
 *
 * @param features the names that the features had in training
 * @param kinds what each of them holds
 * @param named whether these come from a header
 * @param target the name that the target had
 * @param targetIndex the position that it had
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
    String target,
    int targetIndex,
    List<String> ignored,
    List<Integer> ignoredIndices,
    List<String> leftOut,
    Header header)
    implements ColumnChooser {

  /** Copies the lists. */
  public ModelColumns {
    features = List.copyOf(features);
    kinds = List.copyOf(kinds);
    ignored = List.copyOf(ignored);
    ignoredIndices = List.copyOf(ignoredIndices);
    leftOut = List.copyOf(leftOut);
  }

  /** The same for a file that is known to have a header, or none. */
  public ModelColumns withHeader(Header known) {
    return new ModelColumns(
        features, kinds, named, target, targetIndex, ignored, ignoredIndices, leftOut, known);
  }

  /** The same for a file with more columns, which are to be left out. */
  public ModelColumns withLeftOut(List<String> columns) {
    return new ModelColumns(
        features, kinds, named, target, targetIndex, ignored, ignoredIndices, columns, header);
  }

  /** The same columns without the target: a file may have it or not, and it is not read. */
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
        return new Columns(
            columns.names(), names, columns.features(), columns.kinds(), Columns.NONE);
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
    known.add(target);
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
    return new Columns(first, true, found, kinds, positions.getOrDefault(target, Columns.NONE));
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
    int below = (int) ignoredIndices.stream().filter(i -> i < targetIndex).count();
    int targetAt = skipped.isEmpty() ? targetIndex : targetIndex - below;
    int all = features.size() + gaps.size() + 1;
    if (kept.size() != all && kept.size() != all - 1) {
      throw misfit(source, first.size() - skipped.size(), gaps.size());
    }
    boolean hasTarget = kept.size() == all;
    List<Integer> found =
        IntStream.range(0, all)
            .filter(i -> i != targetAt && !gaps.contains(i))
            .mapToObj(i -> kept.get(hasTarget || i < targetAt ? i : i - 1))
            .toList();
    return new Columns(
        names ? first : Columns.madeUp(first.size()),
        names,
        found,
        kinds,
        hasTarget ? kept.get(targetAt) : Columns.NONE);
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
            + (without + 1)
            + " with the target");
  }
}
