package dev.cotangent.pictures;

import dev.cotangent.core.text.Printable;
import java.util.List;
import java.util.Locale;

/**
 * Builds an SVG document. Colours, sizes and anchors are plain attributes, which every viewer
 * supports; the style sheet only replaces the colours for readers who prefer dark.
 */
final class Svg {

  /** Font sizes. */
  static final double TITLE_SIZE = 15;

  static final double TEXT_SIZE = 14;
  static final double NUMBER_SIZE = 13;
  static final double SOFT_SIZE = 11;

  private final StringBuilder text = new StringBuilder();

  Svg(double width, double height, String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " viewBox=\"0 0 %.0f %.0f\" role=\"img\""
            + " font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">%n",
        Math.ceil(width), Math.ceil(height), Math.ceil(width), Math.ceil(height));
    add("<title>%s</title>%n<style>%s</style>%n", escape(title), Ink.darkRules());
    add(
        "<rect %s width=\"%.0f\" height=\"%.0f\"/>%n",
        Ink.PAPER.fill(), Math.ceil(width), Math.ceil(height));
  }

  /** Appends formatted SVG, with numbers in the root locale. */
  void add(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).replace("\r\n", "\n"));
  }

  /**
   * Writes a line of text, unless it is empty.
   *
   * @param style any of {@code title, soft, value, gradient, middle, end}
   */
  void text(String style, double x, double y, String words) {
    if (!words.isEmpty()) {
      add("<text %s x=\"%.1f\" y=\"%.1f\">%s</text>%n", look(style), x, y, escape(words));
    }
  }

  /** Writes a line of small text that rises to the right. */
  void rising(double x, double y, String words) {
    add(
        "<text %s transform=\"translate(%.1f %.1f) rotate(-45)\">%s</text>%n",
        look("soft"), x, y, escape(words));
  }

  private static String look(String style) {
    List<String> classes = List.of(style.split(" ", -1));
    Ink ink = ink(classes);
    String all = ink == Ink.INK ? style + " ink" : style;
    return String.format(
        Locale.ROOT,
        "class=\"%s\" fill=\"%s\" font-size=\"%.0f\"%s%s",
        all,
        ink.light(),
        size(classes),
        classes.contains("title") ? " font-weight=\"600\"" : "",
        anchor(classes));
  }

  private static Ink ink(List<String> classes) {
    return classes.contains("soft")
        ? Ink.SOFT
        : classes.contains("value")
            ? Ink.VALUE
            : classes.contains("gradient") ? Ink.GRADIENT : Ink.INK;
  }

  private static double size(List<String> classes) {
    return switch (ink(classes)) {
      case SOFT -> SOFT_SIZE;
      case VALUE, GRADIENT -> NUMBER_SIZE;
      default -> classes.contains("title") ? TITLE_SIZE : TEXT_SIZE;
    };
  }

  private static String anchor(List<String> classes) {
    return classes.contains("middle")
        ? " text-anchor=\"middle\""
        : classes.contains("end") ? " text-anchor=\"end\"" : "";
  }

  String finish() {
    return text + "</svg>\n";
  }

  /** Escapes a line of text for an element or attribute. */
  static String escape(String words) {
    return markup(Printable.of(words));
  }

  /** Escapes text of several lines for an element. */
  static String escapeLines(String words) {
    return markup(Printable.lines(words));
  }

  private static String markup(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
