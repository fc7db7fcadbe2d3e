package dev.cotangent.training.data;

/** The hash of a data set's row. Not secure against forged data. */
final class RowHash {

  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private RowHash() {}

  /** The hash of a row from its number and the hash of its content. */
  static long of(long row, long content) {
    return mix(content + mix(row + SEED));
  }

  /** Adds elements to a hash; four chains, so that no multiplication waits for the previous one. */
  static long hash(long start, float[] values, int from, int to) {
    long a = start;
    long b = start ^ SEED;
    long c = ~start;
    long d = start + FACTOR;
    int i = from;
    for (; i <= to - 4; i += 4) {
      a = (a ^ Float.floatToIntBits(values[i])) * FACTOR;
      b = (b ^ Float.floatToIntBits(values[i + 1])) * FACTOR;
      c = (c ^ Float.floatToIntBits(values[i + 2])) * FACTOR;
      d = (d ^ Float.floatToIntBits(values[i + 3])) * FACTOR;
    }
    for (; i < to; i++) {
      a = (a ^ Float.floatToIntBits(values[i])) * FACTOR;
    }
    return mix(mix(mix(mix(a) + b) + c) + d);
  }

  /** The finalizer of SplitMix64. */
  static long mix(long value) {
    long x = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    x = (x ^ x >>> 27) * 0x94D049BB133111EBL;
    return x ^ x >>> 31;
  }
}
