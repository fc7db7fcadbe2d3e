package dev.cotangent.core.plan.figures;

import dev.cotangent.core.text.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Formats text in columns, each as wide as its widest cell. If a line would be too long, the widest
 * text columns are narrowed by cutting the middle out of their longest cells.
 */
public final class TextTable {

  private static final int LONGEST_LINE = 120;
  private static final String GAP = "  ";
  private static final String CUT = "…";

  private final boolean[] numbers;
  private final List<String[]> rows = new ArrayList<>();

  /** A table with headings; columns from {@code firstNumber} on are aligned to the right. */
  public TextTable(int firstNumber, String... headings) {
    numbers = new boolean[headings.length];
    Arrays.fill(numbers, firstNumber, headings.length, true);
    rows.add(headings);
  }

  /** Adds a line. */
  public void row(String... cells) {
    if (cells.length != numbers.length) {
      throw new IllegalArgumentException(cells.length + " cells, expected " + numbers.length);
    }
    rows.add(Arrays.stream(cells).map(Printable::of).toArray(String[]::new));
  }

  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.length; i++) {
        line.append(i == 0 ? "" : GAP).append(cell(row[i], widths[i], numbers[i]));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[numbers.length];
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    int gaps = GAP.length() * (widths.length - 1);
    while (Arrays.stream(widths).sum() + gaps > LONGEST_LINE) {
      widths[widestWords(widths)]--;
    }
    return widths;
  }

  private int widestWords(int[] widths) {
    int widest = 0;
    for (int i = 0; i < widths.length; i++) {
      if (!numbers[i] && widths[i] > widths[widest]) {
        widest = i;
      }
    }
    return widest;
  }

  private static String cell(String text, int width, boolean number) {
    String shown = text;
    if (text.length() > width) {
      int head = width / 2;
      int tail = width - head - CUT.length();
      shown = text.substring(0, head) + CUT + text.substring(text.length() - tail);
    }
    String space = " ".repeat(width - shown.length());
    return number ? space + shown : shown + space;
  }
}
