package dev.cotangent.training.checkpoint;

import dev.cotangent.training.data.SampleBatch;
import java.util.stream.IntStream;

/**
 * An order-independent fingerprint of rows: the sum of a hash of each row, which is a function of
 * its number and of the bits of its features, target and weights. Every whole epoch has the same
 * sum. Single-threaded; allocates nothing.
 */
final class RowSums {

  private static final int PROBES = 256;

  private final long stride;
  private long all;
  private long probes;
  private int rows;

  /** Creates sums for a data set of this many rows. */
  RowSums(long size) {
    stride = Math.max(1, (size + PROBES - 1) / PROBES);
  }

  /** The sum of rows that are spread evenly over a data set. */
  static int[] probes(int size) {
    int stride = (int) new RowSums(size).stride;
    return IntStream.iterate(0, row -> row < size, row -> row + stride).toArray();
  }

  /** Adds the hash of a row. */
  private void add(long row, long hash) {
    all += hash;
    probes += row % stride == 0 ? hash : 0;
    rows++;
  }

  /** Adds all rows of a batch. */
  public void add(SampleBatch batch) {
    for (int i = 0; i < batch.rows(); i++) {
      add(batch.sample(i), batch.hash(i));
    }
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
  public int rows() {
    return rows;
  }
}
