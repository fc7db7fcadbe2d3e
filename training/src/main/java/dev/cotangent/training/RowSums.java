package dev.cotangent.training;

import java.util.stream.IntStream;

/**
 * An order-independent fingerprint of rows: the sum of a hash of each row, which is a function of
 * its number and of the bits of its features, target and weights. Every whole epoch has the same
 * sum. Single-threaded; allocates nothing.
 */
final class RowSums {

  private static final int PROBES = 256;

  private static final long SEED = 0x9E3779B97F4A7C15L;
  private static final long FACTOR = 0xD6E8FEB86659FD93L;

  private final int stride;
  private long all;
  private long probes;
  private int rows;

  /** Creates sums for a data set of this many rows. */
  RowSums(int size) {
    stride = Math.max(1, (size + PROBES - 1) / PROBES);
  }

  /** The sum of rows that are spread evenly over a data set. */
  static int[] probes(int size) {
    int stride = new RowSums(size).stride;
    return IntStream.iterate(0, row -> row < size, row -> row + stride).toArray();
  }

  /** Adds a row. */
  void add(int row, long content) {
    long hash = mix(content + mix(row + SEED));
    all += hash;
    probes += row % stride == 0 ? hash : 0;
    rows++;
  }

  /** Resets the sums. */
  void clear() {
    set(0, 0, 0);
  }

  /** Restores saved sums. */
  void set(int newRows, long newAll, long newProbes) {
    rows = newRows;
    all = newAll;
    probes = newProbes;
  }

  /** The sum over all rows. */
  long all() {
    return all;
  }

  /** The sum over the probe rows. */
  long probes() {
    return probes;
  }

  /** The number of rows. */
  int rows() {
    return rows;
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
