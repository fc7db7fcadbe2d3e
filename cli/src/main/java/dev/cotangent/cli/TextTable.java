package dev.cotangent.cli;

import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A text table with columns as wide as their contents; numeric columns are right-aligned. */
final class TextTable {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** A table without rows. */
  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row, as many fields as there are heads. */
  void row(String... fields) {
    rows.add(Arrays.stream(fields).map(Printable::of).toList());
  }

  /** Adds a horizontal rule. */
  void line() {
    rows.add(List.of());
  }

  @Override
  public String toString() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.isEmpty() ? rule(widths) : line(row, widths)).append(System.lineSeparator());
    }
    return text.toString();
  }

  private String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String side = isNumbers(i) ? "" : "-";
      line.append(i == 0 ? "" : GAP)
          .append(String.format(Locale.ROOT, "%" + side + widths[i] + "s", row.get(i)));
    }
    return line.toString().stripTrailing();
  }

  private static String rule(int[] widths) {
    int width = (widths.length - 1) * GAP.length();
    for (int each : widths) {
      width += each;
    }
    return "-".repeat(width);
  }

  private boolean isNumbers(int column) {
    return rows.stream()
        .skip(1)
        .filter(row -> !row.isEmpty())
        .map(row -> row.get(column))
        .allMatch(field -> field.matches("[-+0-9,.e∞]*"));
  }
}
