package dev.cotangent.core.json;

import java.nio.charset.StandardCharsets;

/**
 * What JSON is read from: units counted from 0, which are the chars of a text or the bytes of a
 * text in UTF-8. All that JSON itself consists of is one unit each in both; only a character of a
 * string may take several.
 */
abstract class JsonSource {

  /** Marks that no character begins at a place, because of half of a surrogate pair. */
  static final int HALF_PAIR = -2;

  /** Marks that no character begins at a place, because its bytes are not UTF-8. */
  static final int NOT_UTF_8 = -3;

  private final int length;

  private JsonSource(int length) {
    this.length = length;
  }

  static JsonSource of(String text) {
    return new OfText(text);
  }

  /** Bytes of an array, which are overwritten while they are read. */
  static JsonSource of(byte[] utf8, int from, int length) {
    return new OfBytes(utf8, from, length);
  }

  /** The number of units. */
  final int length() {
    return length;
  }

  /** The unit at a place, which is below the length. */
  abstract int unit(int at);

  /** The code point that begins at a place, or a mark of what is wrong there. */
  abstract int character(int at);

  /** How many units a code point takes. */
  abstract int units(int character);

  /** The characters of a range in which each is one unit and below 256. */
  abstract String latin(int from, int to);

  /**
   * Room for so many characters, from {@link #offset} on: of bytes it is the place where these
   * characters stand, as they are not read again.
   */
  abstract byte[] space(int from, int chars);

  /** Where in the {@link #space} the unit at a place goes. */
  abstract int offset(int from);

  /** The bytes of memory that a tree may take for each unit. */
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
      // A text with wide characters took several times its size to come from a file.
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
