package dev.cotangent.testkit;

import java.util.List;
import java.util.stream.IntStream;

/** Comparisons whose failures name the element and both values. */
final class Numbers {

  private Numbers() {}

  /** Names an element of a plugin's results. */
  interface Place {

    /**
     * Names an element, as in {@code result, element 3}.
     *
     * @param part 0 for the result, from 1 for the gradients by the inputs
     */
    String of(int part, int element);
  }

  /** Fails unless all numbers are equal, bit for bit; all NaNs are equal. */
  static void sameBits(String what, Place place, List<double[]> expected, List<double[]> actual) {
    for (int part = 0; part < expected.size(); part++) {
      int current = part;
      sameBits(what, i -> place.of(current, i), expected.get(part), actual.get(part));
    }
  }

  /** Fails unless two arrays are equal, bit for bit. */
  static void sameBits(String what, double[] expected, double[] actual) {
    sameBits(what, i -> "element " + i, expected, actual);
  }

  private static void sameBits(
      String what,
      java.util.function.IntFunction<String> place,
      double[] expected,
      double[] actual) {
    Checks.that(
        expected.length == actual.length,
        () -> what + ": " + actual.length + " elements instead of " + expected.length);
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])) {
        throw different(what, place.apply(i), expected[i], actual[i]);
      }
    }
  }

  /** Fails unless all numbers agree within a tolerance, relative to the largest in the array. */
  static void close(
      String what, Place place, List<double[]> expected, List<double[]> actual, double tolerance) {
    List<double[]> none = expected.stream().map(each -> new double[each.length]).toList();
    close(what, place, expected, actual, tolerance, none);
  }

  /** Like above, with an additional tolerance for each number. */
  static void close(
      String what,
      Place place,
      List<double[]> expected,
      List<double[]> actual,
      double tolerance,
      List<double[]> more) {
    for (int part = 0; part < expected.size(); part++) {
      double allowed = tolerance * scale(expected.get(part));
      for (int i = 0; i < expected.get(part).length; i++) {
        double wanted = expected.get(part)[i];
        double found = actual.get(part)[i];
        if (!isClose(wanted, found, allowed + more.get(part)[i])) {
          throw different(what, place.of(part, i), wanted, found);
        }
      }
    }
  }

  /** Whether all numbers agree within a tolerance, relative to the largest in the array. */
  static boolean areClose(List<double[]> expected, List<double[]> actual, double tolerance) {
    for (int part = 0; part < expected.size(); part++) {
      double[] wanted = expected.get(part);
      double[] found = actual.get(part);
      double allowed = tolerance * scale(wanted);
      if (!IntStream.range(0, wanted.length).allMatch(i -> isClose(wanted[i], found[i], allowed))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isClose(double wanted, double found, double allowed) {
    return wanted == found || Math.abs(wanted - found) <= allowed;
  }

  private static double scale(double[] values) {
    double scale = 1;
    for (double value : values) {
      scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    return scale;
  }

  private static ContractViolation different(
      String what, String place, double expected, double actual) {
    return new ContractViolation(what + ", " + place + ": " + actual + " instead of " + expected);
  }
}
