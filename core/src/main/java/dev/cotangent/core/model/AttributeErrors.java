package dev.cotangent.core.model;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Nearest;
import java.util.Arrays;
import java.util.List;

/** The errors about attributes; each names the attribute, what was found and what was expected. */
final class AttributeErrors {

  private AttributeErrors() {}

  static CotangentException wrong(String name, Object value, String expected) {
    return new CotangentException(
        "attribute '" + name + "' is " + quoted(value) + ", expected " + expected);
  }

  static CotangentException missing(String name, String expected, List<String> present) {
    return new CotangentException(
        "attribute '" + name + "' is missing, expected " + expected + "; present: " + present);
  }

  static CotangentException unknown(String name, String... known) {
    return new CotangentException(
        "unknown attribute '"
            + name
            + "'; known attributes: "
            + Arrays.toString(known)
            + Nearest.hint(name, List.of(known)));
  }

  private static String quoted(Object value) {
    return value instanceof String ? "'" + value + "'" : value.toString();
  }
}
