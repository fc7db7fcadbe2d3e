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
   * A tensor as an operand of a binary op: a floating-point constant scalar takes the other
   * operand's type.
   */
  static Tensor operand(Tensor x, Tensor other) {
    if (x.dtype() == other.dtype() || !x.isNumber() || other.dtype() == DType.BOOL) {
      return x;
    }
    if (other.isNumber() && x.dtype() == DType.F64) {
      return x; // of two constant scalars the less precise one is converted
    }
    if (other.dtype() != DType.F64) {
      fit("scalar operand of " + other.type(), other.dtype(), x.item());
    }
    return x.cast(other.dtype());
  }

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

  /**
   * Rounds a number to the nearest float.
   *
   * @throws CotangentException if that is infinite or 0 and the number is not
   */
  static float nearestFloat(double number) {
    float rounded = (float) number;
    if (isLost(number, rounded)) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "%s is %s in F32, expected a number in its range; write Tensor.f64 for an F64 tensor",
              number,
              rounded));
    }
    return rounded;
  }

  /** Rounds numbers to floats; see {@link #nearestFloat}. */
  static float[] nearestFloats(double[] numbers) {
    float[] values = new float[numbers.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = nearestFloat(numbers[i]);
    }
    return values;
  }

  private static boolean isLost(double number, float rounded) {
    return Float.isInfinite(rounded) != Double.isInfinite(number) || (rounded == 0 && number != 0);
  }

  private static void checkFloat(String where, double number) {
    float rounded = (float) number;
    if (isLost(number, rounded)) {
      throw new CotangentException(
          String.format(
              Locale.ROOT,
              "%s: %s is %s in F32, expected a number in the range of the tensor's type; cast the tensor to F64 first",
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
                  "%s: %s, expected %s, the type of the tensor; make the tensor with Tensor.of,",
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
              "%d is %.0f in F32, expected a number that F32 holds exactly; write Tensor.f64 or Tensor.i32 for other tensors",
              number,
              value));
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
