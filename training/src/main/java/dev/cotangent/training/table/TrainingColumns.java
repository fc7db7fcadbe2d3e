package dev.cotangent.training.table;

import dev.cotangent.core.argument.Given;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The columns of a file to train on: one or several targets, optionally ignored columns, and all
 * others as features, some of them categories.
 *
 * <p>A column is specified by its name or its index from 0, a target also as {@code last}. A text
 * that is not a name in the first row may list several columns, separated by commas. Double quotes,
 * as in a CSV file, allow any name: {@code "size, m2"}, {@code "2024"}, {@code "5"" disk"}.
 * Specifying a column by name makes the first row a header.
 *
 * @param target column to predict, or several separated by commas
 * @param oneHot columns of kind {@link FeatureKind#ONE_HOT}
 * @param ordinal columns of kind {@link FeatureKind#ORDINAL}
 * @param embedding columns of kind {@link FeatureKind#EMBEDDING}
 * @param ignored columns to leave out, such as ids and dates
 * @param inputs named inputs of a model, among which the features are divided; empty for a model
 *     with one input
 * @param header whether the first row holds names; {@link Header#AUTO} by default
 */
public record TrainingColumns(
    String target,
    List<String> oneHot,
    List<String> ordinal,
    List<String> embedding,
    List<String> ignored,
    List<InputColumns> inputs,
    Header header)
    implements ColumnChooser {

  private static final String LAST = "last";

  /** Copies the lists. */
  public TrainingColumns {
    oneHot = List.copyOf(oneHot);
    ordinal = List.copyOf(ordinal);
    embedding = List.copyOf(embedding);
    ignored = List.copyOf(ignored);
    inputs = List.copyOf(inputs);
  }

  /** The last column as target, with all others numeric. */
  public static TrainingColumns last() {
    return of(LAST);
  }

  /**
   * The target as a name, an index from 0 or {@code last}, or several of these separated by commas,
   * with all other columns numeric.
   */
  public static TrainingColumns of(String target) {
    Given.of("columns: the target", target);
    return new TrainingColumns(
        target, List.of(), List.of(), List.of(), List.of(), List.of(), Header.AUTO);
  }

  /** Returns the same columns with these as one-hot categories. */
  public TrainingColumns withOneHot(String... columns) {
    return new TrainingColumns(
        target, List.of(columns), ordinal, embedding, ignored, inputs, header);
  }

  /** Returns the same columns with these as ordinal categories. */
  public TrainingColumns withOrdinal(String... columns) {
    return new TrainingColumns(
        target, oneHot, List.of(columns), embedding, ignored, inputs, header);
  }

  /** Returns the same columns with these as categories for embeddings. */
  public TrainingColumns withEmbedding(String... columns) {
    return new TrainingColumns(target, oneHot, ordinal, List.of(columns), ignored, inputs, header);
  }

  /** Returns the same columns without these. */
  public TrainingColumns withIgnored(String... columns) {
    return new TrainingColumns(
        target, oneHot, ordinal, embedding, List.of(columns), inputs, header);
  }

  /**
   * Returns the same columns with a named input for a model of several inputs, as in {@code
   * withInput("numbers", "age", "income")}: every feature has to feed one. Numeric, {@link
   * #withOneHot one-hot} and {@link #withOrdinal ordinal} columns form an F32 input, {@link
   * #withEmbedding embedding} columns an I32 one, of shape [] for a single column and [columns]
   * otherwise.
   *
   * @param columns columns in the order of a sample's numbers; defaults to the column with the
   *     input's name
   */
  public TrainingColumns withInput(String input, String... columns) {
    List<InputColumns> more = new ArrayList<>(inputs);
    more.add(new InputColumns(input, List.of(columns)));
    return new TrainingColumns(target, oneHot, ordinal, embedding, ignored, more, header);
  }

  /** Returns the same columns for a file whose header is known to exist or not. */
  public TrainingColumns withHeader(Header known) {
    return new TrainingColumns(target, oneHot, ordinal, embedding, ignored, inputs, known);
  }

  @Override
  public Header header(String source, List<String> first) {
    ColumnFinder finder = new ColumnFinder(source, first, true);
    Stream<List<String>> fed = inputs.stream().map(InputColumns::columns);
    boolean byName =
        Stream.concat(Stream.of(List.of(target), oneHot, ordinal, embedding, ignored), fed)
            .flatMap(List::stream)
            .anyMatch(finder::haveName);
    boolean namesake = inputs.stream().anyMatch(input -> input.columns().isEmpty());
    return header == Header.AUTO && (byName || namesake) ? Header.YES : header;
  }

  @Override
  public Columns choose(String source, List<String> first, boolean named) {
    if (first.size() < 2) {
      throw new DataException(
          source
              + ": there is only one column, expected at least two (features and a target), "
              + "separated by commas");
    }
    Roles roles = new Roles(source, first, named);
    roles.mark("target", List.of(target), Role.TARGET);
    roles.mark("ignored", ignored, Role.IGNORED);
    roles.mark("categorical", oneHot, Role.ONE_HOT);
    roles.mark("categorical", ordinal, Role.ORDINAL);
    roles.mark("categorical", embedding, Role.EMBEDDING);
    return TableInputs.in(source, roles.finder, roles.columns(), inputs);
  }

  /** The role of a column. */
  private enum Role {
    NUMBER("a number"),
    ONE_HOT("a category"),
    ORDINAL("a category"),
    EMBEDDING("a category"),
    TARGET("the target"),
    IGNORED("ignored");

    private final String words;

    Role(String words) {
      this.words = words;
    }

    boolean isFeature() {
      return this != TARGET && this != IGNORED;
    }

    FeatureKind kind() {
      return FeatureKind.valueOf(name());
    }
  }

  /** The roles of a file's columns, by index. */
  private static final class Roles {

    private final String source;
    private final List<String> first;
    private final boolean named;
    private final ColumnFinder finder;
    private final List<Role> roles;
    private final List<Integer> targets = new ArrayList<>();

    Roles(String source, List<String> first, boolean named) {
      this.source = source;
      this.first = first;
      this.named = named;
      finder = new ColumnFinder(source, first, named);
      roles = new ArrayList<>(Collections.nCopies(first.size(), Role.NUMBER));
    }

    void mark(String what, List<String> texts, Role role) {
      for (String text : texts) {
        finder.positions(what, text).forEach(position -> set(position, role));
      }
    }

    private void set(int position, Role role) {
      Role before = roles.get(position);
      if (before != Role.NUMBER && !(before == Role.IGNORED && role == Role.IGNORED)) {
        throw new DataException(
            source
                + ": column "
                + (named ? Names.quote(first.get(position)) : position)
                + " is specified twice, as "
                + before.words
                + (before.words.equals(role.words) ? "" : " and as " + role.words));
      }
      roles.set(position, role);
      if (role == Role.TARGET) {
        targets.add(position);
      }
    }

    Columns columns() {
      List<Integer> features =
          IntStream.range(0, roles.size()).filter(i -> roles.get(i).isFeature()).boxed().toList();
      if (features.isEmpty()) {
        throw new DataException(
            source + ": every column is ignored or a target, expected at least one feature");
      }
      return new Columns(
          named ? first : Columns.madeUp(first.size()),
          named,
          features,
          features.stream().map(i -> roles.get(i).kind()).toList(),
          targets);
    }
  }
}
