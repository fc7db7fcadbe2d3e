package dev.cotangent.spark.data;

import dev.cotangent.training.data.DataException;
import java.util.Arrays;

/**
 * The user's key of a sample as bytes whose unsigned lexicographic order is that of the keys. No
 * key of as many parts is the beginning of another one.
 */
final class OrderKey {

  /** Bytes that all parts together may have. */
  private static final int MOST = 240;

  private static final byte ESCAPE = (byte) 0xFF;

  private byte[] bytes = new byte[16];
  private int length;

  void clear() {
    length = 0;
  }

  boolean isEmpty() {
    return length == 0;
  }

  /** Adds eight bytes, of which the sign comes first in reverse. */
  void add(long part) {
    room(Long.BYTES);
    Words.putLong(bytes, length, part ^ Long.MIN_VALUE);
    length += Long.BYTES;
  }

  /** Adds bytes with an end that no continuation has: 0 0, where 0 within them becomes 0 255. */
  void add(byte[] part) {
    room(2 * part.length + 2);
    for (byte each : part) {
      bytes[length++] = each;
      if (each == 0) {
        bytes[length++] = ESCAPE;
      }
    }
    bytes[length++] = 0;
    bytes[length++] = 0;
  }

  private void room(int more) {
    if (length + more > MOST) {
      throw new DataException(
          "a key of "
              + (length + more)
              + " bytes, expected at most "
              + MOST
              + "; sort by a shorter column, or by a hash of it");
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }

  byte[] array() {
    return bytes;
  }

  int length() {
    return length;
  }
}
