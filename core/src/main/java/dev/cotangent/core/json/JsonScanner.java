package dev.cotangent.core.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The lexer: reads spaces, digits and strings from a source and reports errors by offset. Memory
 * for strings is counted against a limit.
 */
abstract class JsonScanner {

  /** Bytes that every document may use in addition to its share. */
  private static final int GRACE = 1 << 14;

  /** Bytes of a string without its characters. */
  private static final int STRING = 48;

  private static final int LONGEST_SHARED = 32;
  private static final int SHARED = 64;

  final JsonSource source;
  int at;

  private final long limit;
  private long spent;
  private final String[] shared = new String[SHARED];

  /**
   * Creates a scanner at the beginning of the source.
   *
   * @param spare bytes that may be allocated beyond what the source's own length allows
   */
  JsonScanner(JsonSource source, long spare) {
    this.source = source;
    this.limit = (long) source.length() * source.treeBytes() + GRACE + spare;
  }

  /**
   * Counts bytes that are about to be allocated.
   *
   * @throws JsonException if the total is too large for a text of this length
   */
  final void spend(long bytes) {
    spent += bytes;
    if (spent > limit) {
      throw error(
          "values that need more than "
              + limit
              + " bytes of memory, expected fewer or larger values");
    }
  }

  final void digits(String expected) {
    int start = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    if (at == start) {
      throw unexpected(expected);
    }
  }

  /** Reads a string; a short string that occurred before is the same object. */
  final String string() {
    int start = at;
    expect('"', "a string");
    int begin = at;
    int chars = 0;
    int widest = 0;
    int hash = 0;
    while (!accept('"')) {
      int c = character(start);
      chars += Character.charCount(c);
      widest = Math.max(widest, c);
      hash = 31 * hash + c;
    }
    int end = at;
    int slot = (hash & Integer.MAX_VALUE) % SHARED;
    if (chars <= LONGEST_SHARED) {
      @SuppressWarnings("NullAway") // an empty slot
      String known = shared[slot];
      if (known != null && isAt(begin, end, known)) {
        at = end;
        return known;
      }
    }
    String string = string(begin, end, chars, widest);
    at = end;
    if (chars <= LONGEST_SHARED) {
      shared[slot] = string;
    }
    return string;
  }

  private boolean isAt(int begin, int end, String known) {
    at = begin;
    int i = 0;
    while (at < end - 1) {
      int c = character(begin);
      if (i >= known.length() || known.codePointAt(i) != c) {
        return false;
      }
      i += Character.charCount(c);
    }
    return i == known.length();
  }

  /** The string between two quotes; the end is the offset after the second one. */
  private String string(int begin, int end, int chars, int widest) {
    if (chars == end - 1 - begin && widest < 0x80) {
      spend(STRING + (long) chars);
      return source.latin(begin, end - 1);
    }
    return widest < 0x100 ? narrow(begin, end, chars) : wide(begin, end, chars);
  }

  private String narrow(int begin, int end, int chars) {
    spend(STRING + 2L * chars);
    byte[] latin = source.space(begin, chars);
    int offset = source.offset(begin);
    at = begin;
    for (int i = 0; at < end - 1; i++) {
      latin[offset + i] = (byte) character(begin);
    }
    return new String(latin, offset, chars, StandardCharsets.ISO_8859_1);
  }

  private String wide(int begin, int end, int chars) {
    spend(STRING + 5L * chars); // the array, the JDK's attempt to compress it, the string
    char[] units = new char[chars];
    at = begin;
    for (int i = 0; at < end - 1; ) {
      i += Character.toChars(character(begin), units, i);
    }
    return new String(units);
  }

  /** Reads one character of a string, plain or escaped. */
  private int character(int start) {
    int c = piece(start);
    if (!Character.isBmpCodePoint(c) || !Character.isSurrogate((char) c)) {
      return c;
    }
    int low = Character.isHighSurrogate((char) c) && peek() == '\\' ? piece(start) : 0;
    if (!Character.isBmpCodePoint(low) || !Character.isLowSurrogate((char) low)) {
      throw halfPair(start);
    }
    return Character.toCodePoint((char) c, (char) low);
  }

  private int piece(int start) {
    if (peek() < ' ') {
      throw unexpected("a character of a string");
    }
    if (accept('\\')) {
      return escape();
    }
    int c = source.character(at);
    if (c == JsonSource.HALF_PAIR) {
      throw halfPair(start);
    } else if (c == JsonSource.NOT_UTF_8) {
      throw error("not valid UTF-8");
    }
    at += source.units(c);
    return c;
  }

  private static JsonException halfPair(int start) {
    return new JsonException("a string with half of a surrogate pair, expected both halves", start);
  }

  private int escape() {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> {
        at--;
        throw unexpected("one of \"\\/bfnrtu");
      }
    };
  }

  private int hex() {
    int code = 0;
    for (int i = 0; i < 4; i++) {
      if (!HexFormat.isHexDigit(peek())) {
        throw unexpected("a hexadecimal digit");
      }
      code = code << 4 | HexFormat.fromHexDigit(peek());
      at++;
    }
    return code;
  }

  final void skipSpace() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  final boolean accept(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  final void expect(char c, String expected) {
    if (!accept(c)) {
      throw unexpected(expected);
    }
  }

  /** The next unit, −1 at the end. */
  final int peek() {
    return at < source.length() ? source.unit(at) : -1;
  }

  final JsonException unexpected(String expected) {
    int c = at < source.length() ? source.character(at) : -1;
    if (c == JsonSource.NOT_UTF_8) {
      return error("not valid UTF-8");
    }
    String found =
        c == -1
            ? "the end"
            : c > ' ' && c < 0x7F
                ? "'" + (char) c + "'"
                : c < 0 ? "half of a surrogate pair" : String.format(Locale.ROOT, "U+%04X", c);
    return error("expected " + expected + ", found " + found);
  }

  final JsonException error(String message) {
    return new JsonException(message, at);
  }
}
