package dev.cotangent.pictures;

import dev.cotangent.core.text.Printable;

/**
 * Estimates the width of text. The reader's font is unknown, so estimates are on the large side.
 */
final class TextSize {

  private static final int FIRST_WIDE = 0x1100;

  private TextSize() {}

  /** Estimates the width of a line at a font size. */
  static double width(String text, double size) {
    return size * Printable.of(text).codePoints().mapToDouble(TextSize::share).sum();
  }

  private static double share(int c) {
    if (c >= FIRST_WIDE && !(c >= 0x1E00 && c < 0x2E80)) {
      return 1.1;
    }
    if (" .,:;'|!ijl()[]".indexOf(c) >= 0) {
      return 0.4;
    }
    return "mwMW%@…".indexOf(c) >= 0 ? 1 : Character.isUpperCase(c) ? 0.75 : 0.64;
  }

  /** Shortens printable text to at most {@code most} characters; shortened text ends in …. */
  static String shortened(String words, int most) {
    String text = Printable.of(words);
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
