package dev.cotangent.spark.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Sort keys in columns of 8 bytes each, filled up with zeros, which keeps their order: no key is
 * the beginning of another. Sorts the indices of rows by them.
 */
final class SortColumns {

  private final int rows;
  private final List<long[]> columns = new ArrayList<>();

  SortColumns(int rows) {
    this.rows = rows;
  }

  /** Sets the key of a row. */
  void set(int row, byte[] bytes, int at, int length) {
    for (int column = 0; column * Long.BYTES < length; column++) {
      if (column == columns.size()) {
        columns.add(new long[rows]);
      }
      columns.get(column)[row] =
          part(bytes, at + column * Long.BYTES, length - column * Long.BYTES);
    }
  }

  private static long part(byte[] bytes, int at, int length) {
    if (length >= Long.BYTES) {
      return Words.getLong(bytes, at);
    }
    long part = 0;
    for (int i = 0; i < length; i++) {
      part |= (bytes[at + i] & 0xFFL) << (56 - 8 * i);
    }
    return part;
  }

  private int compare(int a, int b) {
    for (int column = 0; column < columns.size(); column++) {
      long[] parts = columns.get(column);
      if (parts[a] != parts[b]) {
        return Long.compareUnsigned(parts[a], parts[b]);
      }
    }
    return 0;
  }

  /** The indices of all rows, ascending by key. */
  int[] order() {
    int[] order = new int[rows];
    for (int i = 0; i < rows; i++) {
      order[i] = i;
    }
    sort(order.clone(), order, 0, rows);
    return order;
  }

  /** Sorts a range, of which both arrays have the same content before, into the second one. */
  private void sort(int[] from, int[] into, int start, int end) {
    if (end - start < 2) {
      return;
    }
    int middle = (start + end) >>> 1;
    sort(into, from, start, middle);
    sort(into, from, middle, end);
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft = right == end || (left < middle && compare(from[left], from[right]) <= 0);
      into[i] = takeLeft ? from[left++] : from[right++];
    }
  }
}
