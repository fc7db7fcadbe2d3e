package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.model.Attributes;

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

  /** A number in (0, 1). */
  static void betweenZeroAndOne(String owner, String name, double value) {
    check(value > 0 && value < 1, owner, name, value, "in (0, 1)");
  }

  /** A finite number &gt; 1. */
  static void aboveOne(String owner, String name, double value) {
    check(value > 1 && value < Double.POSITIVE_INFINITY, owner, name, value, "finite and > 1");
  }

  /** A number of steps &ge; 1. */
  static void steps(String owner, String name, long value) {
    if (value < 1 || value > Long.MAX_VALUE / 2) {
      throw new CotangentException(owner + ": " + name + " must be at least 1 step, not " + value);
    }
  }

  /** Whether a factor is small enough that moderate numbers times it are far from overflow. */
  static boolean moderate(double factor) {
    return factor <= 1e3;
  }

  /** The same of a factor, and whether a division by an epsilon at the least stays as far away. */
  static boolean moderate(double factor, double epsilon) {
    return moderate(factor) && epsilon >= 1e-12;
  }

  /** The whole number of that name, or the default if it is absent. */
  static long whole(Attributes given, String name, long byDefault) {
    return given.has(name) ? given.integer(name) : byDefault;
  }

  /** Attributes of names that a rule has. */
  static void known(Attributes given, Attributes own) {
    given.allowOnly(own.names().toArray(String[]::new));
  }

  private static void check(boolean ok, String owner, String name, double value, String range) {
    if (!ok) {
      throw new CotangentException(owner + ": " + name + " must be " + range + ", not " + value);
    }
  }
}
