package dev.cotangent.training.table;

import java.util.OptionalDouble;

/** Parses numbers in CSV files: decimal digits, a point, an exponent, and nothing else. */
final class Numbers {

  /** Above this, doubles cannot represent every integer. */
  private static final double EXACT = 1L << 53;

  private Numbers() {}

  /** Parses a number; empty if the text is not a number, or not one that float32 can hold. */
  static OptionalDouble parse(String text) {
    double value = valueOf(text);
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** Like {@link #parse}, with NaN instead of an empty result. */
  static double valueOf(String text) {
    if (!isDecimal(text)) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Float.isFinite((float) value) ? value : Double.NaN;
  }

  static boolean isNumber(String text) {
    return !Double.isNaN(valueOf(text));
  }

  /** Whether a number is an integer that doubles represent exactly. */
  static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT;
  }

  private static boolean isDecimal(String text) {
    int begin = afterSign(text, 0);
    int point = afterDigits(text, begin);
    int end = point;
    int digits = point - begin;
    if (point < text.length() && text.charAt(point) == '.') {
      end = afterDigits(text, point + 1);
      digits += end - point - 1;
    }
    return digits > 0 && (end == text.length() || isExponent(text, end));
  }

  private static boolean isExponent(String text, int at) {
    int begin = afterSign(text, at + 1);
    return (text.charAt(at) == 'e' || text.charAt(at) == 'E')
        && begin < text.length()
        && afterDigits(text, begin) == text.length();
  }

  private static int afterSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
  }

  private static int afterDigits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
