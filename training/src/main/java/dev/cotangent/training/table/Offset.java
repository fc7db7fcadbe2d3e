package dev.cotangent.training.table;

import java.util.function.IntToDoubleFunction;

/**
 * Finds an offset for numbers such as Unix times, which are so close together and so far from 0
 * that float32 cannot distinguish them.
 */
final class Offset {

  /**
   * At a larger ratio of magnitude to deviation, float32 (24 bits) leaves fewer than 16 bits for
   * the differences.
   */
  private static final double MOST_RATIO = 1 << 8;

  private Offset() {}

  /** The mean of numbers that would lose precision in float32; 0 for all others. */
  static double of(int[] rows, IntToDoubleFunction number) {
    double minimum = Double.POSITIVE_INFINITY;
    double maximum = Double.NEGATIVE_INFINITY;
    boolean exact = true;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      minimum = Math.min(minimum, value);
      maximum = Math.max(maximum, value);
      exact &= (float) value == value;
    }
    double size = Math.max(Math.abs(minimum), Math.abs(maximum));
    double leastDeviation = (maximum - minimum) / Math.sqrt(2.0 * rows.length);
    if (exact || minimum == maximum || size <= MOST_RATIO * leastDeviation) {
      return 0;
    }
    double mean = mean(rows, number, minimum);
    return size > MOST_RATIO * deviation(rows, number, mean) ? mean : 0;
  }

  private static double mean(int[] rows, IntToDoubleFunction number, double minimum) {
    double sum = 0;
    for (int row : rows) {
      sum += number.applyAsDouble(row) - minimum;
    }
    return minimum + sum / rows.length;
  }

  private static double deviation(int[] rows, IntToDoubleFunction number, double mean) {
    double squares = 0;
    for (int row : rows) {
      double difference = number.applyAsDouble(row) - mean;
      squares += difference * difference;
    }
    return Math.sqrt(squares / rows.length);
  }
}
