package dev.cotangent.pictures;

import dev.cotangent.core.text.Printable;

/**
 * How wide text is, which nobody knows without the reader's font: rather too much than too little.
 */
final class TextSize {

  private static final int FIRST_WIDE = 0x1100;

  private TextSize() {}

  /** An estimate of the width of a line of letters of that size. */
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

  /** Printable text of at most so many characters; what is longer ends in …. */
  static String shortened(String words, int most) {
    String text = Printable.of(words);
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
