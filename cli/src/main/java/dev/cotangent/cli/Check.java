package dev.cotangent.cli;

import dev.cotangent.core.text.Nearest;
import java.util.List;

/** Validates option values; an error names the option, its value and the expected range. */
final class Check {

  private Check() {}

  /**
   * An integer from {@code least} to {@code most}, both inclusive.
   *
   * @throws UserError if it is out of range
   */
  static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      String expected =
          most == Integer.MAX_VALUE
              ? "a whole number of at least " + least
              : "a whole number from " + least + " to " + most;
      throw wrong(option, value, expected);
    }
    return value;
  }

  /**
   * A finite number above 0.
   *
   * @throws UserError if it is not
   */
  static double positive(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(option, value, "a finite number above 0");
    }
    return value;
  }

  /**
   * A number from 0 to below 1.
   *
   * @throws UserError if it is out of range
   */
  static double share(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw wrong(option, value, "a number from 0 to below 1");
    }
    return value;
  }

  /**
   * One of the known values.
   *
   * @throws UserError if it is not, with the known values and the nearest one
   */
  static String oneOf(String option, String value, List<String> known) {
    if (!known.contains(value)) {
      throw unknown(option, value, known);
    }
    return value;
  }

  /** The error for an unknown value, with the known values and the nearest one. */
  static UserError unknown(String option, String value, List<String> known) {
    String expected = "one of " + String.join(", ", known) + Nearest.hint(value, known);
    return wrong(option, "'" + value + "'", expected);
  }

  /** The error {@code OPTION: VALUE, expected EXPECTED}. */
  static UserError wrong(String option, Object value, String expected) {
    return new UserError(option + ": " + value + ", expected " + expected);
  }
}
