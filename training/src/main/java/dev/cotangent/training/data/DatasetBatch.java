package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;

/**
 * Converts rows of a data set to a {@link Batch} with the input names of a supervised objective.
 */
final class DatasetBatch {

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
    float[] features =
        width == 0 ? Targets.NO_NUMBERS : array(data, into, data.sampleName(), width);
    int count = width == 0 ? targets(data, into) : features.length / width;
    if (from < 0 || from > order.length - count) {
      throw new CotangentException(
          "a batch of "
              + count
              + " rows from index "
              + from
              + " exceeds an order of "
              + order.length
              + " rows");
    }
    checkRows(data, order, from, count);
    for (int i = 0; i < count; i++) {
      SampleBatch.copyFeatures(data, order[from + i], features, i * width);
    }
    for (int i = 0; i < data.all().size(); i++) {
      TargetColumn column = data.all().get(i);
      fillTarget(data, column, order, from, count, into);
      fillWeights(data, column, order, from, count, into);
    }
    return into;
  }

  /** The number of rows in a batch without samples, taken from its first targets. */
  private static int targets(Dataset data, Batch into) {
    TargetColumn first = data.columns().get(0);
    String name = first.names().target();
    int width = first.shape().size();
    return first.isClasses()
        ? labels(data, into, name).length / width
        : array(data, into, name, width).length / width;
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
    if (column.isClasses()) {
      int[] labels = labels(data, into, name);
      checkLength(name, labels.length, count * width);
      for (int i = 0; i < count; i++) {
        column.copyClasses(order[from + i], labels, i * width);
      }
      return;
    }
    float[] targets = array(data, into, name, width);
    checkLength(name, targets.length, count * width);
    for (int i = 0; i < count; i++) {
      column.copyNumbers(order[from + i], targets, i * width);
    }
  }

  private static void fillWeights(
      Dataset data, TargetColumn column, int[] order, int from, int count, Batch into) {
    int width = column.weightWidth();
    if (width == 0) {
      return;
    }
    String name = column.names().weights();
    float[] weights = array(data, into, name, width);
    checkLength(name, weights.length, count * width);
    for (int i = 0; i < count; i++) {
      column.copyWeights(order[from + i], weights, i * width);
    }
  }

  private static int[] labels(Dataset data, Batch into, String name) {
    int index = into.index(name);
    if (index >= 0 && into.array(index) instanceof int[] labels) {
      return labels;
    }
    throw unlike(data, into, "int[] " + name);
  }

  private static float[] array(Dataset data, Batch into, String name, int width) {
    int index = into.index(name);
    if (index >= 0 && into.array(index) instanceof float[] numbers) {
      if (width > 0 && numbers.length > 0 && numbers.length % width == 0) {
        return numbers;
      }
    }
    throw unlike(data, into, "float[] " + name + " with " + width + " numbers per row");
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
