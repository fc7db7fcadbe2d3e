package dev.cotangent.core.spi;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Brief;
import dev.cotangent.core.text.Nearest;
import java.util.Arrays;
import java.util.List;

/**
 * Creates errors about attributes; each names the attribute, the value found and the value
 * expected.
 */
final class AttributeErrors {

  private AttributeErrors() {}

  static CotangentException wrong(String name, Object value, String expected) {
    return new CotangentException(
        "attribute " + Brief.quoted(name) + " is " + quoted(value) + ", expected " + expected);
  }

  static CotangentException missing(String name, String expected, List<String> present) {
    return new CotangentException(
        "attribute "
            + Brief.quoted(name)
            + " is missing, expected "
            + expected
            + "; present: "
            + Brief.list(present));
  }

  static CotangentException unknown(String name, String... known) {
    return new CotangentException(
        "unknown attribute "
            + Brief.quoted(name)
            + ", expected one of "
            + Arrays.toString(known)
            + Nearest.hint(name, List.of(known)));
  }

  private static String quoted(Object value) {
    return value instanceof String text ? Brief.quoted(text) : Brief.of(value.toString());
  }
}
