package dev.cotangent.pictures;

import dev.cotangent.core.text.Printable;
import dev.cotangent.training.ConfusionMatrix;
import java.util.Locale;

/** A confusion matrix as SVG: what samples are in rows, what they were taken for in columns. */
public final class ConfusionPicture {

  private static final double CELL = 44;
  private static final double TOP = 92;
  private static final double MARGIN = 24;

  private ConfusionPicture() {}

  /** The picture; right answers are green, wrong ones red, the deeper the larger their share. */
  public static String svg(ConfusionMatrix matrix) {
    int classes = matrix.names().size();
    int longest = matrix.names().stream().mapToInt(String::length).max().orElse(0);
    double left = MARGIN + 40 + 8.0 * Math.min(longest, 24);
    double size = CELL * classes;
    Svg svg = new Svg(Math.max(left + size + MARGIN, 380), TOP + size + MARGIN, "Confusion matrix");
    svg.text("title", MARGIN, 26, "Confusion matrix");
    svg.text(
        "soft",
        MARGIN,
        44,
        String.format(
            Locale.ROOT, "rows: true class; columns: predicted; accuracy %.4f", matrix.accuracy()));
    for (int actual = 0; actual < classes; actual++) {
      double y = TOP + CELL * actual;
      svg.text("end", left - 10, y + CELL / 2 + 5, shortened(matrix.names().get(actual), 24));
      svg.text(
          "soft middle",
          left + CELL * (actual + 0.5),
          TOP - 10,
          shortened(matrix.names().get(actual), 6));
      for (int predicted = 0; predicted < classes; predicted++) {
        cell(svg, matrix, actual, predicted, left + CELL * predicted, y);
      }
    }
    return svg.finish();
  }

  private static void cell(
      Svg svg, ConfusionMatrix matrix, int actual, int predicted, double x, double y) {
    long count = matrix.count(actual, predicted);
    double share = matrix.support(actual) == 0 ? 0 : (double) count / matrix.support(actual);
    svg.add(
        "<rect class=\"box\" x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\"/>%n",
        x, y, CELL, CELL);
    if (count > 0) {
      svg.add(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.0f\" height=\"%.0f\""
              + " style=\"fill:var(--%s);fill-opacity:%.2f\"/>%n",
          x, y, CELL, CELL, actual == predicted ? "value" : "gradient", 0.12 + 0.38 * share);
      svg.text("middle", x + CELL / 2, y + CELL / 2 + 5, Long.toString(count));
    }
  }

  private static String shortened(String name, int length) {
    String shown = Printable.of(name);
    return shown.codePointCount(0, shown.length()) <= length
        ? shown
        : shown.substring(0, shown.offsetByCodePoints(0, length - 1)) + "…";
  }
}
