package dev.cotangent.training.table;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a table from the rows of a file, the first of which may be a header. */
final class TableBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(TableBuilder.class);

  /** The name that pandas gives to a column without a name. */
  private static final Pattern PANDAS_INDEX = Pattern.compile("Unnamed: \\d+");

  private final String source;
  private final ColumnChooser chooser;
  private final Header known;
  private @Nullable Body body;
  private long blankLine;

  /**
   * Creates a builder for a file.
   *
   * @param known whether the first row is a header; {@link Header#AUTO} asks the chooser
   */
  TableBuilder(String source, ColumnChooser chooser, Header known) {
    this.source = source;
    this.chooser = chooser;
    this.known = known;
  }

  /** Adds the next row; blank lines are accepted only at the end of the file. */
  void add(CsvRow row) {
    if (row.isBlank()) {
      blankLine = blankLine == 0 ? row.line() : blankLine;
      return;
    }
    if (blankLine != 0) {
      throw new DataException(source + ", line " + blankLine + ": an empty line, expected a row");
    }
    if (body == null) {
      body = new Body(row);
    } else {
      body.add(row);
    }
  }

  Table build() {
    if (body == null) {
      throw new DataException(source + ": the file is empty, expected at least two rows of data");
    }
    return body.table();
  }

  /** The state once the first row has been read. */
  private final class Body {

    private final CsvRow first;
    private final Header header;
    private final Columns columns;
    private final TableRows rows;
    private final HeaderEvidence evidence;

    Body(CsvRow first) {
      this.first = first;
      header = known == Header.AUTO ? chooser.header(source, first.fields()) : known;
      columns = chooser.choose(source, first.fields(), mayHaveNames());
      rows = new TableRows(source, columns);
      evidence = new HeaderEvidence(source, first.line(), first.fields(), columns);
      if (header == Header.YES) {
        checkHeader(columns);
      } else if (header == Header.NO) {
        rows.add(columns, first.line(), first.fields());
      }
    }

    private boolean mayHaveNames() {
      return header == Header.AUTO
          ? first.fields().stream().allMatch(HeaderEvidence::isName)
          : header == Header.YES;
    }

    void add(CsvRow row) {
      int width = columns.names().size();
      if (row.fields().size() != width) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s, line %d: %d fields, expected %d as in the first row",
                source,
                row.line(),
                row.fields().size(),
                width));
      }
      rows.add(columns, row.line(), row.fields());
      if (header == Header.AUTO) {
        evidence.add(row.fields());
      }
    }

    Table table() {
      if (rows.count() == 0) {
        throw new DataException(
            source + ": no rows of data, expected at least one below the first line");
      }
      return rows.table(header == Header.AUTO ? decided() : columns);
    }

    private Columns decided() {
      boolean names = evidence.isHeader();
      Columns chosen = chooser.choose(source, first.fields(), names);
      if (names) {
        checkHeader(chosen);
      } else {
        rows.add(chosen, first.line(), first.fields());
        rows.moveLastToFront();
      }
      return chosen;
    }

    private void checkHeader(Columns chosen) {
      Set<Integer> ignored = new HashSet<>(chosen.ignored());
      Set<String> names = new HashSet<>();
      for (int i = 0; i < first.fields().size(); i++) {
        if (!ignored.contains(i)) {
          checkName(i, first.fields().get(i), names);
        }
      }
    }

    private void checkName(int column, String name, Set<String> names) {
      String place = source + ", line " + first.line() + ", column " + column + ": ";
      if (name.isEmpty()) {
        throw new DataException(
            place
                + "no name, expected one in a header; if it is the row index that pandas or R"
                + " writes, leave it out with --ignore "
                + column);
      }
      if (!names.add(name)) {
        throw new DataException(
            place
                + "a second column "
                + Names.quote(name)
                + ", expected different names; --ignore "
                + column
                + " leaves it out");
      }
      if (PANDAS_INDEX.matcher(name).matches()) {
        LOG.warn(
            "{}the feature '{}' looks like the row index that pandas writes; --ignore {} leaves it"
                + " out",
            place,
            name,
            column);
      }
    }
  }
}
