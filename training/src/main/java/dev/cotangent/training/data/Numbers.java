package dev.cotangent.training.data;

import dev.cotangent.core.text.Decimals;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Numbers as CSV files have them: decimal digits, a point, an exponent; nothing else. */
final class Numbers {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");

  /** Beyond it doubles do not hold every whole number. */
  private static final double EXACT = 1L << 53;

  private Numbers() {}

  /** The number that a text is; empty if it is none, or none that float32 can hold. */
  static OptionalDouble parse(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double value = Double.parseDouble(text);
    return Float.isFinite((float) value) ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  static boolean isNumber(String text) {
    return parse(text).isPresent();
  }

  /** Whether it is a whole number that doubles hold exactly. */
  static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) <= EXACT;
  }

  /** The shortest way to write a number, so that 1, 1.0 and 1e0 are one label. */
  static String canonical(double value) {
    return isWhole(value) ? Long.toString((long) value) : Decimals.of(value);
  }
}
