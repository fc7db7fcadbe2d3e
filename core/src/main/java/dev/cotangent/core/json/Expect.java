package dev.cotangent.core.json;

import dev.cotangent.core.text.Brief;

/**
 * Casts JSON values to an expected kind; the error names the place, the expected kind and the kind
 * found.
 */
final class Expect {

  /** Describes the place of a value; called only for an error. */
  interface Place {
    String text();
  }

  private Expect() {}

  static String string(Json value, Place where) {
    if (value instanceof Json.Str string) {
      return string.value();
    }
    throw mismatch(where, "a string", value);
  }

  static long integer(Json value, Place where) {
    if (value instanceof Json.Int integer) {
      return integer.value();
    }
    throw mismatch(where, "an integer", value);
  }

  static int smallInteger(Json value, Place where) {
    long wide = integer(value, where);
    if (wide != (int) wide) {
      throw new JsonException(where.text() + " is " + wide + ", expected an integer of 32 bits");
    }
    return (int) wide;
  }

  static double number(Json value, Place where) {
    if (value instanceof Json.Int integer) {
      return integer.value();
    }
    if (value instanceof Json.Real real) {
      return real.value();
    }
    throw mismatch(where, "a number", value);
  }

  static boolean bool(Json value, Place where) {
    if (value instanceof Json.Bool bool) {
      return bool.value();
    }
    throw mismatch(where, "true or false", value);
  }

  static JsonObject object(Json value, Place where) {
    if (value instanceof JsonObject object) {
      return object;
    }
    throw mismatch(where, "an object", value);
  }

  static JsonArray array(Json value, Place where) {
    if (value instanceof JsonArray array) {
      return array;
    }
    throw mismatch(where, "an array", value);
  }

  private static JsonException mismatch(Place where, String expected, Json found) {
    return new JsonException(
        where.text() + ": expected " + expected + ", found " + describe(found));
  }

  private static String describe(Json value) {
    if (value instanceof JsonObject object) {
      return "an object with the names " + Brief.list(object.names());
    }
    if (value instanceof JsonArray array) {
      return "an array of " + array.size();
    }
    if (value instanceof Json.Str string) {
      return string.value().length() <= 40
          ? "the string '" + string.value() + "'"
          : "a long string";
    }
    return value.compact();
  }
}
