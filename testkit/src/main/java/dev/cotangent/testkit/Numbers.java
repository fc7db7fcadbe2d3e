package dev.cotangent.testkit;

import java.util.List;

/** Comparisons whose failures name the element and both values. */
final class Numbers {

  private Numbers() {}

  /** Fails unless all numbers are the same to the bit; NaN is NaN. */
  static void sameBits(String what, List<double[]> expected, List<double[]> actual) {
    for (int part = 0; part < expected.size(); part++) {
      sameBits(what + ", " + part(part), expected.get(part), actual.get(part));
    }
  }

  static void sameBits(String what, double[] expected, double[] actual) {
    Checks.that(
        expected.length == actual.length,
        what + ": " + actual.length + " elements instead of " + expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        throw new ContractViolation(
            what + ", element " + i + ": " + actual[i] + " instead of " + expected[i]);
      }
    }
  }

  /** Fails unless all numbers agree to a tolerance, relative to the largest of their array. */
  static void close(String what, List<double[]> expected, List<double[]> actual, double tolerance) {
    for (int part = 0; part < expected.size(); part++) {
      close(what + ", " + part(part), expected.get(part), actual.get(part), tolerance);
    }
  }

  private static void close(String what, double[] expected, double[] actual, double tolerance) {
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    for (int i = 0; i < expected.length; i++) {
      double error = Math.abs(expected[i] - actual[i]);
      boolean same = expected[i] == actual[i] || error <= tolerance * scale;
      if (!same) {
        throw new ContractViolation(
            what + ", element " + i + ": " + actual[i] + " instead of " + expected[i]);
      }
    }
  }

  private static String part(int part) {
    return part == 0 ? "result" : "gradient of input " + (part - 1);
  }
}
