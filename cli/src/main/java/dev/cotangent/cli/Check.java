package dev.cotangent.cli;

import dev.cotangent.core.text.Nearest;
import java.util.List;

/** Checks of option values; each error names the option, its value and what was expected. */
final class Check {

  private Check() {}

  /** A whole number within bounds. */
  static int within(String option, int value, int least, int most) {
    if (value < least || value > most) {
      String expected =
          most == Integer.MAX_VALUE
              ? "a whole number from " + least + " on"
              : "a whole number from " + least + " to " + most;
      throw wrong(option, value, expected);
    }
    return value;
  }

  /** A finite number above 0. */
  static double positive(String option, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw wrong(option, value, "a finite number above 0");
    }
    return value;
  }

  /** A number from 0, below 1. */
  static double share(String option, double value) {
    if (!(value >= 0 && value < 1)) {
      throw wrong(option, value, "a number from 0 to below 1");
    }
    return value;
  }

  /** One of some words. */
  static String oneOf(String option, String value, List<String> known) {
    if (!known.contains(value)) {
      throw unknown(option, value, known);
    }
    return value;
  }

  /** The error about a word that is none of those that are known. */
  static UserError unknown(String option, String value, List<String> known) {
    String expected = "one of " + String.join(", ", known) + Nearest.hint(value, known);
    return wrong(option, "'" + value + "'", expected);
  }

  static UserError wrong(String option, Object value, String expected) {
    return new UserError(option + ": " + value + ", expected " + expected);
  }
}
