package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.Map;

/** Checks what callbacks get back from a checkpoint. */
final class MemoryChecks {

  private MemoryChecks() {}

  /** The array of that name and length. */
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

  /** A number as a count. */
  static int count(double value) {
    if (!(value >= 0 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
      throw new CotangentException("a count is " + value);
    }
    return (int) value;
  }
}
