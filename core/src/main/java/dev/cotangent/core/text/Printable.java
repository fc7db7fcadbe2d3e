package dev.cotangent.core.text;

/**
 * Makes text from outside (class names, column names, file names, metadata) safe to display:
 * characters that control a terminal, hide or reorder the text around them, or are not allowed in
 * XML are written as visible escapes.
 *
 * <p>Escaped are control characters (U+0000 to U+001F with tab and line breaks, U+007F to U+009F),
 * line and paragraph separators (U+2028, U+2029), marks that change the direction of text (U+061C,
 * U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069), the byte order mark (U+FEFF), annotation
 * marks (U+FFF9 to U+FFFB), code points that are no characters (U+FDD0 to U+FDEF, and the last two
 * of each plane), and halves of surrogate pairs. All other characters are unchanged. Further
 * escaping, such as entities in HTML or quotes in CSV, is left to the writer of that format.
 *
 * <p>Thread-safe: static methods only.
 */
public final class Printable {

  private static final int PLANE_END = 0xFFFE;

  private Printable() {}

  /**
   * Replaces every such character with a Java escape, for example {@code \}{@code u001b} for ESC.
   *
   * @return {@code text} itself if nothing needs escaping
   */
  public static String of(String text) {
    return escaped(text, false);
  }

  /**
   * Like {@link #of}, but keeps line feeds and tabs, for multi-line messages and tables. A carriage
   * return before a line feed is dropped.
   */
  public static String lines(String text) {
    return escaped(text.replace("\r\n", "\n"), true);
  }

  private static String escaped(String text, boolean keepLines) {
    int end = text.length();
    int at = 0;
    while (at < end) {
      int c = text.codePointAt(at);
      if (isEscaped(c, keepLines)) {
        return escapedFrom(text, at, keepLines);
      }
      at += Character.charCount(c);
    }
    return text;
  }

  private static String escapedFrom(String text, int first, boolean keepLines) {
    StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
    text.substring(first)
        .codePoints()
        .forEach(
            c -> {
              if (isEscaped(c, keepLines)) {
                appendEscape(out, c);
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  private static boolean isEscaped(int c, boolean keepLines) {
    return !(c >= ' ' && c < 0x7F) && !(keepLines && (c == '\n' || c == '\t')) && isHarmful(c);
  }

  /** An explicit list, since the JDK's categories of characters grow with each Unicode version. */
  private static boolean isHarmful(int c) {
    return c < ' '
        || in(c, 0x7F, 0x9F)
        || isDirectional(c)
        || in(c, 0x2028, 0x2029)
        || c == 0xFEFF
        || in(c, 0xFFF9, 0xFFFB)
        || in(c, 0xFDD0, 0xFDEF)
        || (c & PLANE_END) == PLANE_END
        || in(c, Character.MIN_SURROGATE, Character.MAX_SURROGATE);
  }

  private static boolean isDirectional(int c) {
    return c == 0x061C || in(c, 0x200E, 0x200F) || in(c, 0x202A, 0x202E) || in(c, 0x2066, 0x2069);
  }

  private static boolean in(int c, int first, int last) {
    return c >= first && c <= last;
  }

  private static void appendEscape(StringBuilder out, int c) {
    for (char unit : Character.toChars(c)) {
      out.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        out.append(Character.forDigit(unit >> shift & 0xF, 16));
      }
    }
  }
}
