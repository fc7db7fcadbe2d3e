package dev.cotangent.core.graph;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import java.util.Locale;

/**
 * Converts Java numbers to tensor elements: a number used with a tensor takes the tensor's element
 * type, which must be able to hold it.
 */
final class Literals {

  private Literals() {}

  /**
   * Converts a number to an element of that type. Rounding to the nearest float is allowed; a
   * fraction or NaN in I32 is not, nor is a finite number that would become infinite or 0 in F32.
   *
   * @param where the call that the number was passed to, for the message
   * @throws CotangentException if the type cannot hold the number
   */
  static double fit(String where, DType dtype, double number) {
    switch (dtype) {
      case F32 -> checkFloat(where, number);
      case I32 -> check(where, dtype, number, number == (int) number);
      case BOOL -> check(where, dtype, number, number == 0 || number == 1);
      default -> {
        // F64 holds every number
      }
    }
    return number;
  }

  private static void checkFloat(String where, double number) {
    float rounded = (float) number;
    boolean lost = Float.isInfinite(rounded) != Double.isInfinite(number);
    if (lost || (rounded == 0 && number != 0)) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "%s: %s would be %s in F32, the type of the tensor; cast the tensor to F64 first",
              where,
              number,
              rounded));
    }
  }

  private static void check(String where, DType dtype, double number, boolean fits) {
    if (!fits) {
      throw new CotangentException(
          String.format(
                  Locale.ROOT,
                  "%s: %s is no %s, the type of the tensor; make the tensor of numbers with a point (1.0),",
                  where,
                  number,
                  dtype)
              + " or cast it to F32 or F64 first");
    }
  }

  /**
   * Converts a whole number to a float.
   *
   * @throws CotangentException if no float equals it
   */
  static float wholeFloat(long number) {
    float value = number;
    if ((long) value != number || number == Long.MAX_VALUE) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "%d is no F32, the nearest is %.0f; write %d.0 for an F64 tensor, or Tensor.i32",
              number,
              value,
              number));
    }
    return value;
  }

  /** Converts whole numbers to floats; see {@link #wholeFloat}. */
  static float[] wholeFloats(long[] numbers) {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = wholeFloat(numbers[i]);
    }
    return values;
  }
}
