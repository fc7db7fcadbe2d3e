package dev.cotangent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi.Text;

/** Rows of a help text: a name on the left and its description, in lines, on the right. */
final class HelpRows {

  private static final String INDENT = "  ";
  private static final int WIDEST_NAME = 25;
  private static final int GAP = 2;

  private final int width;
  private final List<Row> rows = new ArrayList<>();

  private record Row(Optional<Text> name, String description) {}

  /**
   * An empty text.
   *
   * @param width the most characters in a line
   */
  HelpRows(int width) {
    this.width = width;
  }

  void heading(String text) {
    rows.add(new Row(Optional.empty(), text));
  }

  void add(Text name, String description) {
    rows.add(new Row(Optional.of(name), description));
  }

  /** The formatted rows; a name wider than the column takes a line alone. */
  @Override
  public String toString() {
    int column =
        rows.stream()
            .flatMap(row -> row.name().stream())
            .mapToInt(HelpRows::length)
            .filter(length -> length <= WIDEST_NAME)
            .max()
            .orElse(WIDEST_NAME);
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      row.name()
          .ifPresentOrElse(
              name -> append(text, name, row.description(), column),
              () -> text.append(String.format(Locale.ROOT, "%n%s%n", row.description())));
    }
    return text.toString();
  }

  private void append(StringBuilder text, Text name, String description, int column) {
    int indent = INDENT.length() + column + GAP;
    String margin = " ".repeat(indent);
    boolean fits = length(name) <= column;
    text.append(INDENT).append(name);
    text.append(fits ? " ".repeat(column + GAP - length(name)) : System.lineSeparator() + margin);
    text.append(
        String.join(System.lineSeparator() + margin, WordWrap.lines(description, width - indent)));
    text.append(System.lineSeparator());
  }

  private static int length(Text name) {
    return name.plainString().length();
  }
}
