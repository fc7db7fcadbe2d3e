package dev.cotangent.spark.data;

import java.util.Arrays;

/**
 * Encoded samples one after another: a byte with the version, then for each sample the length of
 * its sort key, the key, and its words.
 */
final class SampleBlock {

  static final byte VERSION = 1;
  private static final int FULL = 1 << 16;

  private byte[] bytes = {VERSION};
  private int length = 1;

  void add(byte[] key, byte[] sample) {
    int more = Integer.BYTES + key.length + sample.length;
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, Math.min(FULL, 2 * bytes.length)));
    }
    Words.putInt(bytes, length, key.length);
    System.arraycopy(key, 0, bytes, length + Integer.BYTES, key.length);
    System.arraycopy(sample, 0, bytes, length + Integer.BYTES + key.length, sample.length);
    length += more;
  }

  boolean isEmpty() {
    return length == 1;
  }

  boolean isFull() {
    return length >= FULL * 7 / 8;
  }

  /** The bytes so far; the block is empty again. */
  byte[] close() {
    byte[] closed = Arrays.copyOf(bytes, length);
    length = 1;
    return closed;
  }
}
