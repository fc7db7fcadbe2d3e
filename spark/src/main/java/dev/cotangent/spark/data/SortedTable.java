package dev.cotangent.spark.data;

import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.Iterator;

/** Samples as they arrive in blocks, with their sort keys. Used by one thread. */
final class SortedTable {

  private final SampleTable samples;
  private final SortColumns keys;
  private final int bytes; // of a sample
  private int count;

  /**
   * Allocates the arrays.
   *
   * @param rows number of samples that will arrive
   */
  SortedTable(SampleLayout layout, long rows) {
    this.samples = new SampleTable(layout, rows);
    this.keys = new SortColumns(samples.rows());
    this.bytes = layout.words() * Integer.BYTES;
  }

  /** Adds the samples of blocks. */
  void addAll(Iterator<byte[]> blocks) {
    while (blocks.hasNext()) {
      add(blocks.next());
    }
  }

  private void add(byte[] block) {
    if (block.length == 0 || block[0] != SampleBlock.VERSION) {
      throw new DataException(
          "a block of samples has another version, expected " + SampleBlock.VERSION);
    }
    int at = 1;
    while (at < block.length) {
      int key = at + Integer.BYTES;
      int length = key <= block.length ? Words.getInt(block, at) : -1;
      if (length < SortKeys.HASH || length > block.length - key - bytes) {
        throw new DataException("sample " + count + " in a block is damaged");
      }
      if (count == samples.rows()) {
        throw changed("more samples");
      }
      keys.set(count, block, key, length);
      samples.set(count, block, key + length);
      count++;
      at = key + length + bytes;
    }
  }

  private DataException changed(String what) {
    return new DataException(
        what
            + " arrived, expected "
            + samples.rows()
            + ": the rows have changed since they were counted; persist them, or make them the same"
            + " each time");
  }

  /** The samples of these places in the order, after all have arrived. */
  Dataset dataset(long from, long size) {
    if (count != samples.rows()) {
      throw changed(count + " samples");
    }
    return samples.dataset(keys.order(), (int) from, (int) size);
  }
}
