package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;
import java.util.Iterator;

/**
 * Samples as they arrive, in arrays that are allocated once, and the data set of a range of them
 * after sorting. Used by one thread.
 */
final class SampleTable {

  private final SampleLayout layout;
  private final int rows;
  private final int words;
  private final SortColumns keys;
  private final RowChunks floats; // the first numeric input
  private final int floatsAt;
  private final int[][] others; // the other words
  private int count;

  /**
   * Allocates the arrays.
   *
   * @param rows number of samples that will arrive
   */
  SampleTable(SampleLayout layout, long rows) {
    if (rows > Integer.MAX_VALUE - 8) {
      throw new DataException(
          rows
              + " samples at one member, expected at most "
              + (Integer.MAX_VALUE - 8)
              + "; use more tasks");
    }
    this.layout = layout;
    this.rows = (int) rows;
    this.words = layout.words();
    this.keys = new SortColumns(this.rows);
    int first = firstNumeric(layout);
    this.floatsAt = first < 0 ? 0 : layout.inputAt(first);
    int width = first < 0 ? 0 : layout.inputs().port(first).sample().size();
    this.floats = new RowChunks(this.rows, width);
    this.others = new int[words - width][this.rows];
  }

  /** The index of the first F32 input; -1 if there is none. */
  static int firstNumeric(SampleLayout layout) {
    for (int i = 0; i < layout.inputs().size(); i++) {
      if (layout.inputs().port(i).dtype() == DType.F32) {
        return i;
      }
    }
    return -1;
  }

  /** Adds the samples of blocks. */
  void addAll(Iterator<byte[]> blocks) {
    while (blocks.hasNext()) {
      add(blocks.next());
    }
  }

  private void add(byte[] block) {
    if (block.length == 0 || block[0] != SampleBlock.VERSION) {
      throw new DataException("a block of samples has another version");
    }
    int at = 1;
    while (at < block.length) {
      int length = at + Integer.BYTES <= block.length ? Words.getInt(block, at) : -1;
      int end = at + Integer.BYTES + length + words * Integer.BYTES;
      if (length < SortKeys.HASH || length > block.length || end > block.length || count == rows) {
        throw new DataException(
            "sample " + count + " of " + rows + " is damaged, or the rows have changed");
      }
      keys.set(count, block, at + Integer.BYTES, length);
      read(block, at + Integer.BYTES + length);
      count++;
      at = end;
    }
  }

  private void read(byte[] block, int start) {
    int from = start + floatsAt * Integer.BYTES;
    int to = floats.set(count, block, from);
    int column = 0;
    for (int at = start; at < from; at += Integer.BYTES) {
      others[column++][count] = Words.getInt(block, at);
    }
    for (int at = to; column < others.length; at += Integer.BYTES) {
      others[column++][count] = Words.getInt(block, at);
    }
  }

  /** The samples of these places in the order, after all have arrived. */
  Dataset dataset(long from, long size) {
    if (count != rows) {
      throw new DataException(
          count
              + " samples arrived, expected "
              + rows
              + ": the rows have changed while they were"
              + " read; persist them, or sort them by a key");
    }
    int[] order = keys.order();
    return new SampleColumns(layout, floats, others, order, (int) from, (int) size).dataset();
  }
}
