package dev.cotangent.training.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of a file to train on: one is the target, all others are features, some of them
 * categories. The first row is a header if a column was chosen by name, or a feature column of
 * numbers has something in it that is none.
 *
 * @param target a name, an index that counts from 0, or {@code last}
 * @param oneHot names or indices of the columns of kind {@link FeatureKind#ONE_HOT}
 * @param ordinal names or indices of the columns of kind {@link FeatureKind#ORDINAL}
 * @param embedding names or indices of the columns of kind {@link FeatureKind#EMBEDDING}
 */
public record TrainingColumns(
    String target, List<String> oneHot, List<String> ordinal, List<String> embedding)
    implements ColumnChooser {

  private static final String LAST = "last";

  /** Copies the lists. */
  public TrainingColumns {
    oneHot = List.copyOf(oneHot);
    ordinal = List.copyOf(ordinal);
    embedding = List.copyOf(embedding);
  }

  /** The last column as target, all others being numbers. */
  public static TrainingColumns last() {
    return withTarget(LAST);
  }

  /** A name, an index from 0 or {@code last} as target, all other columns being numbers. */
  public static TrainingColumns withTarget(String target) {
    return new TrainingColumns(target, List.of(), List.of(), List.of());
  }

  /** The same with categories in those columns, each a name or an index from 0. */
  public TrainingColumns withOneHot(String... columns) {
    return new TrainingColumns(target, List.of(columns), ordinal, embedding);
  }

  /** The same with categories in those columns, each a name or an index from 0. */
  public TrainingColumns withOrdinal(String... columns) {
    return new TrainingColumns(target, oneHot, List.of(columns), embedding);
  }

  /** The same with categories in those columns, each a name or an index from 0. */
  public TrainingColumns withEmbedding(String... columns) {
    return new TrainingColumns(target, oneHot, ordinal, List.of(columns));
  }

  @Override
  public Columns choose(String source, List<String> first) {
    if (first.size() < 2) {
      throw new DataException(
          source
              + ": one column, expected at least two, features and a target, separated by commas");
    }
    int position = new ColumnName("target", target).positionIn(source, first);
    List<Integer> features =
        IntStream.range(0, first.size()).filter(i -> i != position).boxed().toList();
    List<FeatureKind> kinds = kinds(source, first, position);
    List<FeatureKind> chosen = features.stream().map(kinds::get).toList();
    boolean numbers =
        features.stream()
            .filter(i -> kinds.get(i) == FeatureKind.NUMBER)
            .map(first::get)
            .allMatch(Numbers::isNumber);
    boolean header = byName() || !numbers;
    return new Columns(
        header ? first : Columns.madeUp(first.size()), header, features, chosen, position);
  }

  private boolean byName() {
    return new ColumnName("target", target).isName()
        || Stream.of(oneHot, ordinal, embedding)
            .flatMap(List::stream)
            .anyMatch(column -> new ColumnName("", column).isName());
  }

  private List<FeatureKind> kinds(String source, List<String> first, int targetAt) {
    List<FeatureKind> kinds =
        new ArrayList<>(Collections.nCopies(first.size(), FeatureKind.NUMBER));
    mark(kinds, oneHot, FeatureKind.ONE_HOT, source, first, targetAt);
    mark(kinds, ordinal, FeatureKind.ORDINAL, source, first, targetAt);
    mark(kinds, embedding, FeatureKind.EMBEDDING, source, first, targetAt);
    return kinds;
  }

  private static void mark(
      List<FeatureKind> kinds,
      List<String> columns,
      FeatureKind kind,
      String source,
      List<String> first,
      int targetAt) {
    for (String column : columns) {
      int at = new ColumnName("categorical", column).positionIn(source, first);
      if (at == targetAt || kinds.get(at) != FeatureKind.NUMBER) {
        throw new DataException(
            source
                + ": column '"
                + column
                + "' is to be a category, but it is "
                + (at == targetAt ? "the target" : "one already"));
      }
      kinds.set(at, kind);
    }
  }
}
