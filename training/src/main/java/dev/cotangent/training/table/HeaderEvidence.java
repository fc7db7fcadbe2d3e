package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares the first row of a table with those below it, to distinguish a header from a sample. An
 * ambiguous row is an error, since a header read as a sample, or a sample read as a header, would
 * go unnoticed.
 *
 * <p>A header has words above numbers. A sample resembles its columns: labels that recur below, and
 * numbers in or near the range of the others, which do not count up as names such as 2019, 2020,
 * 2021 do.
 */
final class HeaderEvidence {

  /** The number of rows to compare. */
  private static final int MOST_ROWS = 10_000;

  /** From this many columns on, numbers that only increase are not a coincidence. */
  private static final int MANY = 8;

  /** In tables with more columns, a single number far from the others may be a coincidence. */
  private static final int FAR_SHARE = 20;

  private static final Set<String> MISSING =
      Set.of(
          "na",
          "n/a",
          "#n/a",
          "n.a.",
          "nan",
          "null",
          "none",
          "nil",
          "missing",
          "unknown",
          "inf",
          "+inf",
          "-inf",
          "infinity",
          "+infinity",
          "-infinity");

  private final String source;
  private final long line;
  private final List<String> first;
  private final List<ColumnEvidence> used = new ArrayList<>();
  private final List<ColumnEvidence> all = new ArrayList<>();
  private int rows;

  /** Creates the evidence for a first row on the given line. */
  HeaderEvidence(String source, long line, List<String> first, Columns columns) {
    this.source = source;
    this.line = line;
    this.first = first;
    Set<Integer> ignored = new HashSet<>(columns.ignored());
    for (int i = 0; i < first.size(); i++) {
      all.add(new ColumnEvidence(i, first.get(i)));
      if (!ignored.contains(i)) {
        used.add(all.get(i));
      }
    }
  }

  /**
   * Whether a text could be a column name: it contains a letter and does not stand for a missing
   * value.
   */
  static boolean isName(String text) {
    return text.codePoints().anyMatch(Character::isLetter)
        && !Numbers.isNumber(text)
        && !MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Returns the error for an ambiguous first row. */
  static DataException unclear(String source, long line, String reason) {
    return new DataException(
        source
            + ", line "
            + line
            + ": the first row could be a header or a sample: "
            + reason
            + "; specify --header yes or --header no (Header.YES or Header.NO)");
  }

  /** Adds a row below the first. */
  void add(List<String> fields) {
    if (rows++ < MOST_ROWS) {
      all.forEach(column -> column.add(fields.get(column.index())));
    }
  }

  /**
   * Whether the first row is a header.
   *
   * @throws DataException if it is ambiguous
   */
  boolean isHeader() {
    List<ColumnEvidence> names = all.stream().filter(ColumnEvidence::isNameAboveNumbers).toList();
    return names.isEmpty() ? !isSample() : isHeader(names);
  }

  private boolean isHeader(List<ColumnEvidence> names) {
    List<ColumnEvidence> others =
        all.stream().filter(column -> column.numbers() && !names.contains(column)).toList();
    for (ColumnEvidence column : others) {
      boolean mayBeName = column.isEmpty() || (column.isWhole() && others.size() < names.size());
      if (!mayBeName) {
        throw unclear(
            names.get(0).text() + " is not a number and " + column.text() + " is not a usual name");
      }
    }
    for (ColumnEvidence column : used) {
      if (!column.numbers() && column.recurs()) {
        throw unclear(
            names.get(0).text() + " is not a number, but " + column.text() + " occurs again below");
      }
    }
    return true;
  }

  /** Returns true for a sample; throws if the row is ambiguous. */
  private boolean isSample() {
    boolean known = false;
    boolean labels = false;
    int far = 0;
    for (ColumnEvidence column : used) {
      if (!column.numbers()) {
        labels = true;
        known |= column.recurs();
      } else if (!column.isNumber()) {
        throw unclear(column.text() + " is above numbers");
      } else if (column.isFarFromOthers() && ++far * FAR_SHARE >= used.size()) {
        throw unclear(column.text() + " is far from the numbers below it, " + column.range());
      }
    }
    if (labels && !known) {
      throw unclear("it has no label that recurs below");
    }
    if (!labels && looksLikeNames()) {
      throw unclear(Names.list(first) + " could be names");
    }
    return true;
  }

  /** Whether numbers could be names: integers above fractions, or counting up or down. */
  private boolean looksLikeNames() {
    if (used.stream().map(ColumnEvidence::value).distinct().count() < used.size()) {
      return false;
    }
    boolean whole = used.stream().allMatch(ColumnEvidence::isWhole);
    if (whole && used.stream().allMatch(ColumnEvidence::hasFractions)) {
      return true;
    }
    boolean even = step(true);
    boolean monotone = step(false);
    return used.size() < MANY
        ? (even && (whole || used.size() > 2))
            || (monotone && whole && !used.stream().allMatch(ColumnEvidence::recurs))
        : monotone;
  }

  /** Whether the numbers only increase or only decrease, and in even steps if requested. */
  private boolean step(boolean even) {
    double step = used.size() < 2 ? 0 : used.get(1).value() - used.get(0).value();
    for (int i = 1; i < used.size(); i++) {
      double next = used.get(i).value() - used.get(i - 1).value();
      boolean same = even ? Math.abs(next - step) <= 1e-6 * Math.abs(step) : next * step > 0;
      if (!same) {
        return false;
      }
    }
    return step != 0;
  }

  private DataException unclear(String reason) {
    return unclear(source, line, reason);
  }
}
