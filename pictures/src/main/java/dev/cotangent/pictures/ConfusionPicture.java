package dev.cotangent.pictures;

import dev.cotangent.training.evaluation.ConfusionMatrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Draws a confusion matrix as SVG: true classes in rows, predicted classes in columns, and an extra
 * column for samples without a predicted class, if there are any.
 */
public final class ConfusionPicture {

  private static final double LEAST_CELL = 44;
  private static final double HEADING = 60;
  private static final double MARGIN = 24;
  private static final int LONGEST_NAME = 24;

  private final ConfusionMatrix matrix;
  private final List<String> names;
  private final List<String> columns;
  private final double cell;
  private final boolean slanted;
  private final double left;
  private final double top;

  private ConfusionPicture(ConfusionMatrix matrix) {
    this.matrix = matrix;
    this.names =
        matrix.names().stream().map(name -> TextSize.shortened(name, LONGEST_NAME)).toList();
    this.columns = new ArrayList<>(names);
    if (IntStream.range(0, names.size()).anyMatch(actual -> matrix.unanswered(actual) > 0)) {
      columns.add("none");
    }
    double name = widest(columns, Svg.SOFT_SIZE);
    this.cell = Math.max(LEAST_CELL, widest(List.of(largest()), Svg.TEXT_SIZE) + 12);
    this.slanted = name > cell - 4;
    this.left = MARGIN + 20 + widest(names, Svg.TEXT_SIZE);
    this.top = HEADING + (slanted ? 20 + 0.71 * name : 32);
  }

  /**
   * Draws the matrix; correct predictions are green and wrong ones red, darker for larger shares.
   */
  public static String svg(ConfusionMatrix matrix) {
    return new ConfusionPicture(matrix).draw();
  }

  private static double widest(List<String> texts, double size) {
    return texts.stream().mapToDouble(text -> TextSize.width(text, size)).max().orElse(0);
  }

  /** The largest count as text. */
  private String largest() {
    long most = 0;
    for (int actual = 0; actual < names.size(); actual++) {
      for (int predicted = 0; predicted < columns.size(); predicted++) {
        most = Math.max(most, count(actual, predicted));
      }
    }
    return Long.toString(most);
  }

  private long count(int actual, int predicted) {
    return predicted < names.size() ? matrix.count(actual, predicted) : matrix.unanswered(actual);
  }

  private String draw() {
    double overhang = slanted ? 0.71 * widest(columns, Svg.SOFT_SIZE) : 0;
    double width = left + cell * columns.size() + Math.max(MARGIN, overhang);
    double height = top + cell * names.size() + MARGIN;
    Svg svg = new Svg(Math.max(width, 420), height, "Confusion matrix");
    svg.text("title", MARGIN, 26, "Confusion matrix");
    svg.text(
        "soft",
        MARGIN,
        44,
        String.format(
            Locale.ROOT, "rows: true class; columns: predicted; accuracy %.4f", matrix.accuracy()));
    for (int predicted = 0; predicted < columns.size(); predicted++) {
      column(svg, predicted);
    }
    for (int actual = 0; actual < names.size(); actual++) {
      double y = top + cell * actual;
      svg.text("end", left - 10, y + cell / 2 + 5, names.get(actual));
      for (int predicted = 0; predicted < columns.size(); predicted++) {
        cell(svg, actual, predicted, left + cell * predicted, y);
      }
    }
    return svg.finish();
  }

  /** Draws the label of a column, slanted if labels are wider than columns. */
  private void column(Svg svg, int predicted) {
    double middle = left + cell * (predicted + 0.5);
    if (slanted) {
      svg.rising(middle, top - 8, columns.get(predicted));
    } else {
      svg.text("soft middle", middle, top - 10, columns.get(predicted));
    }
  }

  private void cell(Svg svg, int actual, int predicted, double x, double y) {
    long count = count(actual, predicted);
    double share = matrix.support(actual) == 0 ? 0 : (double) count / matrix.support(actual);
    String place =
        String.format(
            Locale.ROOT, "x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", x, y, cell, cell);
    svg.add("<rect %s %s/>%n", Ink.BOX.fill(Ink.LINE), place);
    if (count > 0) {
      Ink ink = actual == predicted ? Ink.VALUE : Ink.GRADIENT;
      svg.add("<rect %s %s fill-opacity=\"%.2f\"/>%n", ink.fill(), place, 0.12 + 0.38 * share);
      svg.text("middle", x + cell / 2, y + cell / 2 + 5, Long.toString(count));
    }
  }
}
