package dev.cotangent.core.json;

import java.util.Arrays;

/**
 * A JSON value: an object, an array, a string, an integer, a real number, a boolean or null.
 *
 * <p>Integers (written without fraction and exponent) have 64 bits and are exact; all other numbers
 * are doubles. Values are immutable, compared by value and safe to share between threads.
 */
public sealed interface Json
    permits JsonObject, JsonArray, Json.Str, Json.Int, Json.Real, Json.Bool, Json.Null {

  /** The maximum nesting depth of arrays and objects, in reading and writing. */
  int MAX_DEPTH = 64;

  /** The maximum number of values in a parsed text, nested ones included. */
  int MAX_VALUES = 4_000_000;

  /** A string. */
  record Str(String value) implements Json {}

  /** An integer of 64 bits: written without fraction and exponent. */
  record Int(long value) implements Json {

    private static final int LARGEST_SHARED = 1024;
    private static final Int[] SHARED = new Int[LARGEST_SHARED + 1];

    static {
      Arrays.setAll(SHARED, Int::new);
    }

    /** Whether a value is cached, so that reading it allocates nothing. */
    static boolean isShared(long value) {
      return value >= 0 && value <= LARGEST_SHARED;
    }

    static Int of(long value) {
      return isShared(value) ? SHARED[(int) value] : new Int(value);
    }
  }

  /**
   * A finite 64-bit floating-point number; the constructor rejects NaN and infinities, which JSON
   * cannot represent.
   */
  record Real(double value) implements Json {
    /**
     * Checks the number.
     *
     * @throws JsonException if it is NaN or infinite
     */
    public Real {
      if (!Double.isFinite(value)) {
        throw new JsonException(
            "number " + value + ", expected a finite number, as JSON has no other");
      }
    }
  }

  /** A boolean. */
  record Bool(boolean value) implements Json {}

  /** JSON's null, represented as a value. */
  record Null() implements Json {}

  /** The string as JSON. */
  static Json of(String value) {
    return new Str(value);
  }

  /** The integer as JSON. */
  static Json of(long value) {
    return Int.of(value);
  }

  /**
   * The number as JSON.
   *
   * @throws JsonException if it is NaN or infinite
   */
  static Json of(double value) {
    return new Real(value);
  }

  /** The boolean as JSON. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /**
   * The number as JSON, or null if it is NaN or infinite: for reports, in which such numbers can
   * occur.
   */
  static Json finiteOrNull(double value) {
    return Double.isFinite(value) ? new Real(value) : new Null();
  }

  /**
   * Parses a text by RFC 8259, strictly where the standard leaves a choice.
   *
   * <p>A duplicate name in an object, an unpaired surrogate, an integer of more than 64 bits, a
   * number beyond the range of doubles, nesting deeper than {@link #MAX_DEPTH} and more values than
   * {@link #MAX_VALUES} are errors.
   *
   * @throws JsonException naming the offset
   */
  static Json parse(String text) {
    return parse(text, Long.MAX_VALUE / 2);
  }

  /**
   * Like {@link #parse(String)}, for a text from an untrusted file: it is an error if the values
   * would take more memory than 16 KiB plus six bytes per character (two bytes if there are
   * characters beyond Latin-1, whose text itself takes more).
   *
   * @param spare additional bytes of memory that the values may take
   * @throws JsonException naming the offset
   */
  static Json parse(String text, long spare) {
    return new JsonParser(JsonSource.of(text), spare).document();
  }

  /**
   * Parses a text that must be an object; otherwise like {@link #parse}.
   *
   * @throws JsonException naming the offset
   */
  static JsonObject parseObject(String text) {
    return parseObject(text, Long.MAX_VALUE / 2);
  }

  /**
   * Parses a text that must be an object; otherwise like {@link #parse(String, long)}.
   *
   * @throws JsonException naming the offset
   */
  static JsonObject parseObject(String text, long spare) {
    return Expect.object(parse(text, spare), () -> "the document");
  }

  /**
   * Writes this value without spaces, members in order, doubles with the fewest digits that read
   * back equal.
   *
   * @throws JsonException if it nests deeper than {@link #MAX_DEPTH} or a string has an unpaired
   *     surrogate
   */
  default String compact() {
    return new JsonWriter(false).document(this);
  }

  /**
   * Writes this value for human readers, indented by two spaces and ending in a line feed;
   * otherwise like {@link #compact}.
   *
   * @throws JsonException if it nests deeper than {@link #MAX_DEPTH} or a string has an unpaired
   *     surrogate
   */
  default String pretty() {
    return new JsonWriter(true).document(this);
  }
}
