package dev.cotangent.commonsmath;

import dev.cotangent.core.CotangentException;

/** Checks of what a function gave. */
final class Finite {

  private Finite() {}

  /** The same numbers, all of them finite. */
  static double[] checked(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new CotangentException(what + " " + i + " is " + values[i]);
      }
    }
    return values;
  }
}
