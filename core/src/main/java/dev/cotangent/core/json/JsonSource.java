package dev.cotangent.core.json;

import java.nio.charset.StandardCharsets;

/**
 * The input of a JSON parser: units indexed from 0, which are the chars of a text or the bytes of a
 * text in UTF-8. Each character of JSON's syntax is one unit in both; only a character of a string
 * may take several.
 */
abstract class JsonSource {

  /** Returned for an offset with an unpaired surrogate. */
  static final int HALF_PAIR = -2;

  /** Returned for an offset whose bytes are not UTF-8. */
  static final int NOT_UTF_8 = -3;

  private final int length;

  private JsonSource(int length) {
    this.length = length;
  }

  static JsonSource of(String text) {
    return new OfText(text);
  }

  /** A source over the bytes of an array, which are overwritten while they are read. */
  static JsonSource of(byte[] utf8, int from, int length) {
    return new OfBytes(utf8, from, length);
  }

  /** The number of units. */
  final int length() {
    return length;
  }

  /** The unit at an offset, which must be below the length. */
  abstract int unit(int at);

  /** The code point that begins at an offset, or {@link #HALF_PAIR} or {@link #NOT_UTF_8}. */
  abstract int character(int at);

  /** The number of units of a code point. */
  abstract int units(int character);

  /** The characters of a range in which each is a single unit below 256. */
  abstract String latin(int from, int to);

  /**
   * A buffer for so many characters, from {@link #offset} on. A byte source returns its own array,
   * whose bytes in that range are not read again.
   */
  abstract byte[] space(int from, int chars);

  /** The index in {@link #space} of the unit at an offset. */
  abstract int offset(int from);

  /** Bytes of memory that a tree may use for each unit. */
  abstract int treeBytes();

  private static final class OfText extends JsonSource {

    private static final int IF_LATIN = 6;
    private static final int IF_WIDE = 2;

    private final String text;

    OfText(String text) {
      super(text.length());
      this.text = text;
    }

    @Override
    int unit(int at) {
      return text.charAt(at);
    }

    @Override
    int character(int at) {
      int c = text.codePointAt(at);
      return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? HALF_PAIR : c;
    }

    @Override
    int units(int character) {
      return Character.charCount(character);
    }

    @Override
    String latin(int from, int to) {
      return text.substring(from, to);
    }

    @Override
    byte[] space(int from, int chars) {
      return new byte[chars];
    }

    @Override
    int offset(int from) {
      return 0;
    }

    @Override
    int treeBytes() {
      // Reading a text with wide characters from a file has already used several times its size.
      return text.chars().allMatch(c -> c < 0x100) ? IF_LATIN : IF_WIDE;
    }
  }

  private static final class OfBytes extends JsonSource {

    private static final int TREE = 6;
    private static final int CONTINUATION = 0x80;
    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private final byte[] bytes;
    private final int start;

    OfBytes(byte[] bytes, int start, int length) {
      super(length);
      this.bytes = bytes;
      this.start = start;
    }

    @Override
    int unit(int at) {
      return bytes[start + at] & 0xFF;
    }

    @Override
    int character(int at) {
      int first = unit(at);
      if (first < CONTINUATION) {
        return first;
      }
      int units = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 1;
      if (units == 1 || at + units > length()) {
        return NOT_UTF_8;
      }
      int c = first & (0xFF >> (units + 1));
      for (int i = 1; i < units; i++) {
        int next = unit(at + i);
        if ((next & 0xC0) != CONTINUATION) {
          return NOT_UTF_8;
        }
        c = c << 6 | (next & 0x3F);
      }
      boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      return half || c < LEAST[units] || c > Character.MAX_CODE_POINT ? NOT_UTF_8 : c;
    }

    @Override
    int units(int character) {
      return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    @Override
    String latin(int from, int to) {
      return new String(bytes, start + from, to - from, StandardCharsets.ISO_8859_1);
    }

    @Override
    byte[] space(int from, int chars) {
      return bytes;
    }

    @Override
    int offset(int from) {
      return start + from;
    }

    @Override
    int treeBytes() {
      return TREE;
    }
  }
}
