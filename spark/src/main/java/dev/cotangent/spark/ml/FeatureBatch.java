package dev.cotangent.spark.ml;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;

/** The features of some rows, as a predictor takes them. For one thread. */
final class FeatureBatch {

  private final List<FeatureInput> inputs;
  private final double[][] values;
  private final float[][] numbers;
  private final int[][] integers;
  private int rows;

  /** An empty batch with room for that many rows. */
  FeatureBatch(FeatureInputs inputs, int capacity) {
    this.inputs = inputs.all();
    int count = this.inputs.size();
    this.values = new double[count][];
    this.numbers = new float[count][];
    this.integers = new int[count][];
    for (int i = 0; i < count; i++) {
      FeatureInput input = this.inputs.get(i);
      int elements = Math.multiplyExact(capacity, input.size());
      values[i] = new double[input.size()];
      numbers[i] = new float[input.integers() ? 0 : elements];
      integers[i] = new int[input.integers() ? elements : 0];
    }
  }

  int rows() {
    return rows;
  }

  void clear() {
    rows = 0;
  }

  /**
   * Adds a row unless something is wrong with it.
   *
   * @return what is wrong; empty if nothing is
   */
  String add(InternalRow row) {
    for (int i = 0; i < values.length; i++) {
      String problem = inputs.get(i).read(row, values[i]);
      problem = problem.isEmpty() ? store(i) : problem;
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    rows++;
    return "";
  }

  private String store(int input) {
    double[] from = values[input];
    int start = rows * from.length;
    if (!inputs.get(input).integers()) {
      float[] to = numbers[input];
      for (int i = 0; i < from.length; i++) {
        to[start + i] = (float) from[i];
      }
      return "";
    }
    for (int i = 0; i < from.length; i++) {
      String problem = inputs.get(input).integer(from[i]);
      if (!problem.isEmpty()) {
        return problem;
      }
      integers[input][start + i] = (int) from[i];
    }
    return "";
  }

  /** Whether there is only one input, and it takes numbers. */
  boolean isPlain() {
    return inputs.size() == 1 && !inputs.get(0).integers();
  }

  /** The numbers of the only input. */
  float[] plain() {
    int length = rows * values[0].length;
    return numbers[0].length == length ? numbers[0] : Arrays.copyOf(numbers[0], length);
  }

  /** The arrays by input. */
  Map<String, Object> named() {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      FeatureInput input = inputs.get(i);
      int length = rows * values[i].length;
      Object array =
          input.integers() ? Arrays.copyOf(integers[i], length) : Arrays.copyOf(numbers[i], length);
      named.put(input.name(), array);
    }
    return named;
  }
}
