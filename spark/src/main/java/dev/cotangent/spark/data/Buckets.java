package dev.cotangent.spark.data;

import java.io.Serializable;
import java.util.Arrays;

/**
 * Divides sort keys into ranges of about as many samples each. Where the borders lie changes how
 * the work is divided and nothing else.
 */
final class Buckets implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int HASHED = 1 << 12;
  private static final int BOUNDED = 1 << 10;

  /**
   * The least keys of all ranges but the first, ascending; none if the ranges are those of the
   * first 12 bits, as of hashes.
   */
  private final byte[][] bounds;

  private Buckets(byte[][] bounds) {
    this.bounds = bounds;
  }

  static Buckets ofHashes() {
    return new Buckets(new byte[0][]);
  }

  /**
   * Takes bounds from a sample of keys.
   *
   * @param keys ascending
   */
  static Buckets ofSample(byte[][] keys) {
    int count = Math.min(BOUNDED, keys.length + 1);
    byte[][] bounds = new byte[count - 1][];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = keys[(int) ((long) (i + 1) * keys.length / count)];
    }
    return new Buckets(bounds);
  }

  int count() {
    return bounds.length == 0 ? HASHED : bounds.length + 1;
  }

  /** The range of a key, from 0. */
  int of(byte[] key) {
    if (bounds.length == 0) {
      return ((key[0] & 0xFF) << 4) | ((key[1] & 0xFF) >> 4);
    }
    int found = Arrays.binarySearch(bounds, key, Arrays::compareUnsigned);
    int at = found < 0 ? -found - 1 : found + 1;
    while (found >= 0 && at < bounds.length && Arrays.equals(bounds[at], key)) {
      at++; // equal bounds: after the last one
    }
    return at;
  }
}
