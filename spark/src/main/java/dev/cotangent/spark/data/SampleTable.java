package dev.cotangent.spark.data;

import dev.cotangent.core.DType;
import dev.cotangent.training.data.DataException;
import dev.cotangent.training.data.Dataset;

/**
 * Rows of encoded samples in arrays that are allocated once, and data sets of them. Used by one
 * thread.
 */
final class SampleTable {

  private final SampleLayout layout;
  private final int rows;
  private final RowChunks floats; // the first numeric input
  private final int floatsAt;
  private final int[][] others; // the other words, a column for each

  /**
   * Allocates the arrays.
   *
   * @param rows number of rows
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
    int first = firstNumeric(layout);
    this.floatsAt = first < 0 ? 0 : layout.inputAt(first);
    int width = first < 0 ? 0 : layout.inputs().port(first).sample().size();
    this.floats = new RowChunks(this.rows, width);
    this.others = new int[layout.words() - width][this.rows];
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

  int rows() {
    return rows;
  }

  /** Sets a row from its bytes. */
  void set(int row, byte[] bytes, int start) {
    int from = start + floatsAt * Integer.BYTES;
    int to = floats.set(row, bytes, from);
    int column = 0;
    for (int at = start; at < from; at += Integer.BYTES) {
      others[column++][row] = Words.getInt(bytes, at);
    }
    for (int at = to; column < others.length; at += Integer.BYTES) {
      others[column++][row] = Words.getInt(bytes, at);
    }
  }

  /** The data set of the rows at some places of an order. */
  Dataset dataset(int[] order, int from, int size) {
    return new SampleColumns(layout, floats, others, order, from, size).dataset();
  }

  /** The data set of all rows as they are. */
  Dataset dataset() {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    return dataset(order, 0, rows);
  }
}
