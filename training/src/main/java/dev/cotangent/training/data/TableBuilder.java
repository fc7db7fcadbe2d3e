package dev.cotangent.training.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the rows of a table and checks each. */
final class TableBuilder {

  private final String source;
  private final ColumnChooser chooser;
  private @Nullable Columns columns;
  private float[] features = new float[1 << 10];
  private int[] lines = new int[1 << 6];
  private int rows;
  private final List<String> targets = new ArrayList<>();
  private final Map<String, String> shared = new HashMap<>();
  private final List<Map<String, Integer>> categories = new ArrayList<>();
  private long emptyLine;

  TableBuilder(String source, ColumnChooser chooser) {
    this.source = source;
    this.chooser = chooser;
  }

  /** Takes the next row; empty lines are forgiven at the end of the file only. */
  void add(long line, List<String> fields) {
    if (fields.size() == 1 && fields.get(0).isEmpty()) {
      emptyLine = emptyLine == 0 ? line : emptyLine;
      return;
    }
    if (emptyLine != 0) {
      throw new DataException(source + ", line " + emptyLine + ": an empty line, expected a row");
    }
    if (columns == null) {
      columns = chooser.choose(source, fields);
      columns.features().forEach(feature -> categories.add(new LinkedHashMap<>()));
      if (columns.header()) {
        checkHeader(line, fields);
        return;
      }
    }
    add(columns, line, fields);
  }

  private void checkHeader(long line, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty() || names.indexOf(names.get(i)) < i) {
        throw new DataException(
            source
                + ", line "
                + line
                + ", column "
                + i
                + ": "
                + (names.get(i).isEmpty()
                    ? "no name, expected one in a header"
                    : "a second column '" + names.get(i) + "', expected different names"));
      }
    }
  }

  private void add(Columns known, long line, List<String> fields) {
    if (fields.size() != known.names().size()) {
      throw new DataException(
          source
              + ", line "
              + line
              + ": "
              + fields.size()
              + " fields, expected "
              + known.names().size()
              + " as in the first row");
    }
    int width = known.features().size();
    reserve((rows + 1) * (long) width);
    for (int i = 0; i < width; i++) {
      int column = known.features().get(i);
      String text = fields.get(column);
      features[rows * width + i] =
          known.isCategory(i) ? category(known, line, i, text) : number(known, line, column, text);
    }
    if (known.hasTarget()) {
      targets.add(target(known, line, fields.get(known.target())));
    }
    lines[rows++] = (int) line;
  }

  private void reserve(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataException(source + ": more than " + Integer.MAX_VALUE + " numbers");
    }
    if (size > features.length) {
      long longer = Math.max(size, Math.min(2L * features.length, Integer.MAX_VALUE - 8));
      features = Arrays.copyOf(features, (int) longer);
    }
    if (rows == lines.length) {
      lines = Arrays.copyOf(lines, 2 * rows);
    }
  }

  private int category(Columns known, long line, int feature, String text) {
    if (text.isEmpty()) {
      throw new DataException(
          source
              + ", line "
              + line
              + ", "
              + known.describe(known.features().get(feature))
              + ": an empty field, expected a category");
    }
    Map<String, Integer> present = categories.get(feature);
    Integer index = present.putIfAbsent(text, present.size());
    return index == null ? present.size() - 1 : index;
  }

  private float number(Columns known, long line, int column, String text) {
    return (float)
        Numbers.parse(text)
            .orElseThrow(
                () ->
                    new DataException(
                        source
                            + ", line "
                            + line
                            + ", "
                            + known.describe(column)
                            + ": "
                            + (text.isEmpty()
                                ? "an empty field, expected a finite number"
                                : Names.quote(text)
                                    + ", expected a finite number; a column of categories must be"
                                    + " declared as one")));
  }

  private String target(Columns known, long line, String text) {
    if (text.isEmpty()) {
      throw new DataException(
          source
              + ", line "
              + line
              + ", "
              + known.describe(known.target())
              + ": an empty field, expected the target");
    }
    return shared.computeIfAbsent(text, same -> same); // a few labels, many rows
  }

  Table build() {
    if (columns == null || rows == 0) {
      throw new DataException(source + ": no rows of data, expected at least one");
    }
    return new Table(
        source,
        columns,
        Arrays.copyOf(features, rows * columns.features().size()),
        categories.stream().map(present -> List.copyOf(present.keySet())).toList(),
        List.copyOf(targets),
        Arrays.copyOf(lines, rows));
  }
}
