package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;

/** Checks of hyper-parameters; an error names the rule, the number and its range. */
final class Checks {

  private Checks() {}

  /** A finite number &gt; 0. */
  static void positive(String owner, String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, owner, name, value, "finite and > 0");
  }

  /** A finite number &ge; 0. */
  static void notNegative(String owner, String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, owner, name, value, "finite and >= 0");
  }

  /** A number in [0, 1). */
  static void belowOne(String owner, String name, double value) {
    check(value >= 0 && value < 1, owner, name, value, "in [0, 1)");
  }

  private static void check(boolean ok, String owner, String name, double value, String range) {
    if (!ok) {
      throw new CotangentException(owner + ": " + name + " must be " + range + ", not " + value);
    }
  }
}
