package dev.cotangent.training.callback;

import dev.cotangent.core.CotangentException;
import java.util.Map;

/** Checks the state that callbacks receive from a checkpoint. */
final class MemoryChecks {

  private MemoryChecks() {}

  /** Returns the array with this name and length. */
  static double[] array(Map<String, double[]> memory, String name, int length) {
    double[] array = memory.get(name);
    if (array == null || array.length != length) {
      throw new CotangentException(
          "'"
              + name
              + "' has "
              + (array == null ? "no array" : array.length + " numbers")
              + ", expected "
              + length
              + " numbers");
    }
    return array;
  }

  /** Converts a number to a count. */
  static int count(double value) {
    if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw new CotangentException("a count is " + value + ", expected an integer of at least 0");
    }
    return (int) value;
  }
}
