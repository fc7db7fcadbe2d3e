package dev.cotangent.pictures;

import dev.cotangent.core.text.Printable;
import java.util.Locale;

/** An SVG document in the making, with colours for light and for dark. */
final class Svg {

  private static final String STYLE =
      """
      svg{--paper:#fff;--ink:#1c2430;--soft:#6b7686;--line:#9aa5b4;--box:#f2f5f9;--leaf:#e3f0ff;\
      --value:#14743a;--gradient:#c22d2d;--a:#0072b2;--b:#c75300;--c:#0b8a63;--d:#b0568f;\
      font:14px system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif}
      @media(prefers-color-scheme:dark){svg{--paper:#12161c;--ink:#e8edf3;--soft:#9aa7b6;\
      --line:#66717f;--box:#222a34;--leaf:#1b3350;--value:#6ddc93;--gradient:#ff8a80;--a:#59b4ee;\
      --b:#ff9b54;--c:#4fd0a5;--d:#e59cc8}}
      .paper{fill:var(--paper)}text{fill:var(--ink)}.soft{fill:var(--soft);font-size:11px}
      .value{fill:var(--value)}.gradient{fill:var(--gradient)}
      .value,.gradient{font-size:13px;stroke:var(--paper);stroke-width:4px;paint-order:stroke;\
      stroke-linejoin:round}
      .box{fill:var(--box);stroke:var(--line)}.leaf{fill:var(--leaf);stroke:var(--line)}
      .line{fill:none;stroke:var(--line);stroke-width:1.4}.middle{text-anchor:middle}\
      .end{text-anchor:end}.title{font-size:15px;font-weight:600}
      """;

  private final StringBuilder text = new StringBuilder();

  Svg(double width, double height, String title) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\""
            + " viewBox=\"0 0 %.0f %.0f\" role=\"img\">%n",
        width, height, width, height);
    text.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    text.append(STYLE).append("</style>\n");
    add("<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>%n");
  }

  /** Appends a piece of SVG; numbers are written as in English. */
  void add(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).replace("\r\n", "\n"));
  }

  /** Writes a line of text, unless it is empty. */
  void text(String style, double x, double y, String words) {
    if (!words.isEmpty()) {
      add("<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n", style, x, y, escape(words));
    }
  }

  String finish() {
    return text + "</svg>\n";
  }

  /** The words as XML holds them; control characters, which it cannot hold, are made visible. */
  static String escape(String words) {
    return markup(Printable.of(words));
  }

  /** As {@link #escape}, but the words keep their lines. */
  static String escapeLines(String words) {
    return markup(Printable.lines(words));
  }

  private static String markup(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
