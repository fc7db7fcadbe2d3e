package dev.cotangent.commonsmath;

import dev.cotangent.core.CotangentException;

/** Checks that values and derivatives are finite. */
final class Finite {

  private Finite() {}

  /** Returns the values if all are finite. */
  static double[] checked(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new CotangentException(
            what + " " + i + " is " + values[i] + ", expected a finite number");
      }
    }
    return values;
  }
}
