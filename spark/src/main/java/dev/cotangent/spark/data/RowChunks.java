package dev.cotangent.spark.data;

import dev.cotangent.training.data.SampleSource;

/** Rows of floats in arrays of some megabytes each, which hold more than one array could. */
final class RowChunks {

  private static final int CHUNK = 1 << 20; // floats

  private final int width;
  private final int shift;
  private final float[][] chunks;

  RowChunks(int rows, int width) {
    this.width = width;
    this.shift = Math.max(0, 31 - Integer.numberOfLeadingZeros(CHUNK / Math.max(1, width)));
    int perChunk = 1 << shift;
    this.chunks = new float[width == 0 ? 0 : (int) (((long) rows + perChunk - 1) >> shift)][];
    for (int i = 0; i < chunks.length; i++) {
      int left = (int) Math.min(perChunk, (long) rows - ((long) i << shift));
      chunks[i] = new float[Math.multiplyExact(left, width)];
    }
  }

  /** Sets a row from bytes; returns the index after the last one. */
  int set(int row, byte[] bytes, int from) {
    if (width == 0) {
      return from;
    }
    float[] chunk = chunks[row >> shift];
    int start = start(row);
    for (int i = 0; i < width; i++) {
      chunk[start + i] = Float.intBitsToFloat(Words.getInt(bytes, from + i * Integer.BYTES));
    }
    return from + width * Integer.BYTES;
  }

  private int start(int row) {
    return (row & ((1 << shift) - 1)) * width;
  }

  /** The rows in an order, from a place of it on. */
  SampleSource inOrder(int[] order, int from) {
    return (row, into, offset) -> {
      int at = order[from + row];
      System.arraycopy(chunks[at >> shift], start(at), into, offset, width);
    };
  }
}
