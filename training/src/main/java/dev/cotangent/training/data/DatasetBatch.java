package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;

/**
 * Converts rows of a data set to a {@link Batch} with the input names of a supervised objective.
 */
final class DatasetBatch {

  private static final float[] NONE = {};

  private DatasetBatch() {}

  /** Copies rows into new arrays. */
  static Batch of(Dataset data, int[] rows) {
    if (rows.length == 0) {
      throw new CotangentException(
          "dataset: an empty batch of " + data + ", expected 1 row or more");
    }
    checkRows(data, rows, 0, rows.length);
    SampleBatch filled = SampleBatch.of(data, rows.length);
    filled.gather(data, rows, 0, rows.length);
    NamedArrays arrays = NamedArrays.NONE;
    for (int i = 0; i < filled.size(); i++) {
      arrays = arrays.with(filled.name(i), filled.array(i));
    }
    return arrays;
  }

  /** Refills a batch with the same number of rows, allocating nothing. */
  static Batch fill(Dataset data, int[] order, int from, Batch into) {
    int width = data.sampleShape().size();
    float[] features = width == 0 ? NONE : numbers(data, into, data.samples().name(), width);
    int count = width == 0 ? targets(data, into) : features.length / width;
    if (from < 0 || from > order.length - count) {
      throw new CotangentException(
          "a batch of "
              + count
              + " rows from index "
              + from
              + ", expected rows within the order of "
              + order.length);
    }
    checkRows(data, order, from, count);
    for (int i = 0; i < count; i++) {
      SampleBatch.copyFeatures(data, order[from + i], features, i * width);
    }
    for (int i = 0; i < data.columns().size(); i++) {
      TargetColumn column = data.columns().get(i);
      fillTarget(data, column, order, from, count, into);
      fillWeights(data, column, order, from, count, into);
    }
    return into;
  }

  /** The number of rows in a batch without samples, taken from its first targets. */
  private static int targets(Dataset data, Batch into) {
    TargetColumn first = data.targets().first();
    Object array = array(data, into, first);
    return first.kind().length(array) / first.shape().size();
  }

  private static void checkRows(Dataset data, int[] order, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (order[i] < 0 || order[i] >= data.size()) {
        throw new CotangentException(
            "there is no row " + order[i] + " in " + data + ", expected 0 to " + (data.size() - 1));
      }
    }
  }

  private static void fillTarget(
      Dataset data, TargetColumn column, int[] order, int from, int count, Batch into) {
    String name = column.names().target();
    int width = column.shape().size();
    Object array = array(data, into, column);
    checkLength(name, column.kind().length(array), count * width);
    for (int i = 0; i < count; i++) {
      column.copy(order[from + i], array, i * width);
    }
  }

  private static void fillWeights(
      Dataset data, TargetColumn column, int[] order, int from, int count, Batch into) {
    int width = column.weightWidth();
    if (width == 0) {
      return;
    }
    String name = column.names().weights();
    float[] weights = numbers(data, into, name, width);
    checkLength(name, weights.length, count * width);
    for (int i = 0; i < count; i++) {
      column.copyWeights(order[from + i], weights, i * width);
    }
  }

  private static float[] numbers(Dataset data, Batch into, String name, int width) {
    return ArrayKind.NUMBERS.numbers(array(data, into, name, ArrayKind.NUMBERS, width));
  }

  private static Object array(Dataset data, Batch into, TargetColumn column) {
    return array(data, into, column.names().target(), column.kind(), column.shape().size());
  }

  private static Object array(Dataset data, Batch into, String name, ArrayKind kind, int width) {
    int index = into.index(name);
    if (index >= 0 && ArrayKind.of(into.array(index)) == kind) {
      int length = kind.length(into.array(index));
      if (length > 0 && length % width == 0) {
        return into.array(index);
      }
    }
    throw unlike(data, into, kind + " " + name + " with " + width + " numbers per row");
  }

  private static void checkLength(String name, int found, int expected) {
    if (found != expected) {
      throw new CotangentException(
          "the batch's array '" + name + "' has " + found + " elements, expected " + expected);
    }
  }

  private static CotangentException unlike(Dataset data, Batch into, String expected) {
    return new CotangentException(
        into
            + " cannot take rows of "
            + data
            + ": expected "
            + expected
            + "; create it with Dataset.batch");
  }
}
