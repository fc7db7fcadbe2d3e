package dev.cotangent.core.json;

import java.util.Arrays;

/**
 * A JSON value: an object, an array, a string, an integer, a real number, a truth value or null.
 *
 * <p>Integers (written without fraction and exponent) have 64 bits and are exact; all other numbers
 * are doubles. Values are immutable, compared by value and safe to share between threads.
 */
public sealed interface Json
    permits JsonObject, JsonArray, Json.Str, Json.Int, Json.Real, Json.Bool, Json.Null {

  /** The deepest nesting of arrays and objects that is read or written. */
  int MAX_DEPTH = 64;

  /** The largest number of values, nested ones included, in a text that is read. */
  int MAX_VALUES = 4_000_000;

  /** A string. */
  record Str(String value) implements Json {}

  /** A number without fraction and exponent, of 64 bits. */
  record Int(long value) implements Json {

    private static final int LARGEST_SHARED = 1024;
    private static final Int[] SHARED = new Int[LARGEST_SHARED + 1];

    static {
      Arrays.setAll(SHARED, Int::new);
    }

    /** Whether a value is one object wherever it is read. */
    static boolean isShared(long value) {
      return value >= 0 && value <= LARGEST_SHARED;
    }

    static Int of(long value) {
      return isShared(value) ? SHARED[(int) value] : new Int(value);
    }
  }

  /**
   * A finite number with 64-bit floating point; the constructor refuses NaN and infinities, for
   * which JSON has no form.
   */
  record Real(double value) implements Json {
    /**
     * Checks the number.
     *
     * @throws JsonException if it is NaN or infinite
     */
    public Real {
      if (!Double.isFinite(value)) {
        throw new JsonException("JSON has no number for " + value);
      }
    }
  }

  /** A truth value. */
  record Bool(boolean value) implements Json {}

  /** JSON's null, a value like the others. */
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

  /** The truth value as JSON. */
  static Json of(boolean value) {
    return new Bool(value);
  }

  /**
   * The number as JSON, or null if it is NaN or infinite: for reports, where such a number is a
   * finding.
   */
  static Json finiteOrNull(double value) {
    return Double.isFinite(value) ? new Real(value) : new Null();
  }

  /**
   * Reads a text as RFC 8259 has it, and stricter where it leaves a choice.
   *
   * <p>A name twice in an object, an unpaired surrogate, an integer of more than 64 bits, a number
   * beyond the range of doubles, nesting deeper than {@link #MAX_DEPTH} and more values than {@link
   * #MAX_VALUES} are errors.
   *
   * @throws JsonException naming the offset
   */
  static Json parse(String text) {
    return parse(text, Long.MAX_VALUE / 2);
  }

  /**
   * As {@link #parse(String)}, for a text from a file that nobody vouches for: so many and so small
   * values that they would take more than 16 KiB and six bytes of memory for each character are an
   * error (two bytes if there are characters beyond Latin-1, which took more to be read).
   *
   * @param spare bytes of memory that the values may take besides
   * @throws JsonException naming the offset
   */
  static Json parse(String text, long spare) {
    return new JsonParser(JsonSource.of(text), spare).document();
  }

  /**
   * Reads a text that must be an object; otherwise as {@link #parse}.
   *
   * @throws JsonException naming the offset
   */
  static JsonObject parseObject(String text) {
    return parseObject(text, Long.MAX_VALUE / 2);
  }

  /**
   * Reads a text that must be an object; otherwise as {@link #parse(String, long)}.
   *
   * @throws JsonException naming the offset
   */
  static JsonObject parseObject(String text, long spare) {
    return Expect.object(parse(text, spare), () -> "the document");
  }

  /**
   * This value as a text without spaces, names in their order, doubles with the fewest digits that
   * read back equal.
   *
   * @throws JsonException if it nests deeper than {@link #MAX_DEPTH} or a string has an unpaired
   *     surrogate
   */
  default String compact() {
    return new JsonWriter(false).document(this);
  }

  /**
   * This value as a text for people, indented by two spaces and ending in a line feed; otherwise as
   * {@link #compact}.
   *
   * @throws JsonException if it nests deeper than {@link #MAX_DEPTH} or a string has an unpaired
   *     surrogate
   */
  default String pretty() {
    return new JsonWriter(true).document(this);
  }
}
