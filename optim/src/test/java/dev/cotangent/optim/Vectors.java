package dev.cotangent.optim;

import dev.cotangent.core.json.JsonObject;
import java.util.Arrays;

/** Numbers of conformance vectors, in single precision too. */
final class Vectors {

  private Vectors() {}

  /** The numbers of all arrays of a list, one after another. */
  static double[] flat(JsonObject owner, String member) {
    return owner.array(member).objects().stream()
        .flatMapToDouble(array -> Arrays.stream(data(array)))
        .toArray();
  }

  /** The numbers of one array, row by row. */
  static double[] data(JsonObject array) {
    return array.array("data").numbers();
  }

  /** The numbers in single precision. */
  static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  /** The largest difference, relative to the largest expected magnitude. */
  static double relativeError(float[] actual, double[] expected) {
    return error(actual, expected) / Arrays.stream(expected).map(Math::abs).max().orElseThrow();
  }

  /** The largest difference. */
  static double error(float[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError(actual.length + " numbers, expected " + expected.length);
    }
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      error = Double.isNaN(difference) ? Double.NaN : Math.max(error, difference);
    }
    return error;
  }
}
