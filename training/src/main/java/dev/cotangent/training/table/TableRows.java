package dev.cotangent.training.table;

import dev.cotangent.core.MemoryException;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.input.Names;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the samples of a table and checks each field. */
final class TableRows {

  private final String source;
  private final int width;
  private double[] features = new double[1 << 10];
  private int[] lines = new int[1 << 6];
  private int rows;
  private final List<String> targets = new ArrayList<>();
  private final Map<String, String> shared = new HashMap<>();
  private final List<Map<String, Integer>> categories = new ArrayList<>();

  TableRows(String source, Columns columns) {
    this.source = source;
    width = columns.features().size();
    for (int i = 0; i < width; i++) {
      categories.add(columns.isCategory(i) ? new LinkedHashMap<>() : Map.of());
    }
  }

  int count() {
    return rows;
  }

  /** Adds a sample. */
  void add(Columns columns, long line, List<String> fields) {
    reserve((rows + 1) * (long) width);
    for (int i = 0; i < width; i++) {
      int column = columns.features().get(i);
      String text = fields.get(column);
      features[rows * width + i] =
          columns.isCategory(i)
              ? category(columns, line, i, text)
              : number(columns, line, column, text);
    }
    for (int column : columns.targets()) {
      targets.add(target(columns, line, column, fields.get(column)));
    }
    lines[rows++] = Math.toIntExact(line);
  }

  /** Moves the last added sample to the front. */
  void moveLastToFront() {
    double[] moved =
        MemoryException.allocate(
            source + ": a table of " + rows + " rows",
            (double) rows * width * Double.BYTES,
            () -> new double[rows * width]);
    System.arraycopy(features, (rows - 1) * width, moved, 0, width);
    System.arraycopy(features, 0, moved, width, (rows - 1) * width);
    features = moved;
    int line = lines[rows - 1];
    System.arraycopy(lines, 0, lines, 1, rows - 1);
    lines[0] = line;
    Collections.rotate(targets, targets.size() / rows);
  }

  Table table(Columns columns) {
    return new Table(
        source,
        columns,
        MemoryException.allocate(
            source + ": a table of " + rows + " rows",
            (double) rows * width * Double.BYTES,
            () -> Arrays.copyOf(features, rows * width)),
        categories.stream().map(present -> List.copyOf(present.keySet())).toList(),
        List.copyOf(targets),
        Arrays.copyOf(lines, rows));
  }

  private void reserve(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new DataException(source + ": more than " + Integer.MAX_VALUE + " numbers");
    }
    if (size > features.length) {
      long longer = Math.max(size, Math.min(2L * features.length, Integer.MAX_VALUE - 8));
      features =
          MemoryException.allocate(
              source + ": a table of " + rows + " rows or more",
              (double) longer * Double.BYTES,
              () -> Arrays.copyOf(features, (int) longer));
    }
    if (rows == lines.length) {
      lines =
          MemoryException.allocate(
              source + ": a table of " + rows + " rows or more",
              2.0 * rows * Integer.BYTES,
              () -> Arrays.copyOf(lines, 2 * rows));
    }
  }

  private int category(Columns columns, long line, int feature, String text) {
    if (text.isEmpty()) {
      throw wrong(
          columns, line, columns.features().get(feature), "an empty field, expected a category");
    }
    Map<String, Integer> present = categories.get(feature);
    Integer index = present.putIfAbsent(text, present.size());
    return index == null ? present.size() - 1 : index;
  }

  private double number(Columns columns, long line, int column, String text) {
    double value = Numbers.valueOf(text.strip());
    if (Double.isNaN(value)) {
      throw wrong(
          columns,
          line,
          column,
          text.isEmpty()
              ? "an empty field, expected a finite number"
              : Names.quote(text)
                  + ", expected a finite number; declare a column of categories as such"
                  + " (--one-hot, --ordinal, --embedding), or leave the column out"
                  + " (--ignore)");
    }
    return value;
  }

  private String target(Columns columns, long line, int column, String text) {
    if (text.isEmpty()) {
      throw wrong(columns, line, column, "an empty field, expected the target");
    }
    return shared.computeIfAbsent(text, same -> same); // a few labels, many rows
  }

  private DataException wrong(Columns columns, long line, int column, String problem) {
    return new DataException(
        source + ", line " + line + ", " + columns.describe(column) + ": " + problem);
  }
}
