package dev.cotangent.activations;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import java.util.List;

/** Validates attributes; messages name activation, attribute and value. */
final class Check {

  private Check() {}

  static void finite(String id, String attribute, double value) {
    that(Double.isFinite(value), id, attribute, value, "a finite number");
  }

  static void positive(String id, String attribute, double value) {
    that(value > 0 && Double.isFinite(value), id, attribute, value, "a number above 0");
  }

  static void notNegative(String id, String attribute, double value) {
    that(value >= 0 && Double.isFinite(value), id, attribute, value, "a number of 0 or more");
  }

  static void oneOf(String id, String attribute, String value, List<String> known) {
    if (value == null || !known.contains(value)) { // no text is made, nor linked, for a good value
      Given.of(id + ": attribute '" + attribute + "'", value);
      that(false, id, attribute, "'" + value + "'", "one of " + known);
    }
  }

  static void that(boolean holds, String id, String attribute, Object value, String expected) {
    if (!holds) {
      throw new CotangentException(
          id + ": attribute '" + attribute + "' is " + value + ", expected " + expected);
    }
  }
}
