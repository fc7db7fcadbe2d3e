package dev.cotangent.optim;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.spi.Attributes;

/**
 * Validates attributes; an error names the optimizer or schedule, the attribute, its value and the
 * range.
 */
final class Checks {

  private Checks() {}

  /** Requires a finite number &gt; 0. */
  static void positive(String owner, String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, owner, name, value, "a finite number > 0");
  }

  /** Requires a finite number &ge; 0. */
  static void notNegative(String owner, String name, double value) {
    check(
        value >= 0 && value < Double.POSITIVE_INFINITY, owner, name, value, "a finite number >= 0");
  }

  /** Requires a number in [0, 1). */
  static void belowOne(String owner, String name, double value) {
    check(value >= 0 && value < 1, owner, name, value, "a number in [0, 1)");
  }

  /** Requires a number in (0, 1). */
  static void betweenZeroAndOne(String owner, String name, double value) {
    check(value > 0 && value < 1, owner, name, value, "a number in (0, 1)");
  }

  /** Requires a finite number &gt; 1. */
  static void aboveOne(String owner, String name, double value) {
    check(value > 1 && value < Double.POSITIVE_INFINITY, owner, name, value, "a finite number > 1");
  }

  /** Requires a number of steps &ge; 1. */
  static void steps(String owner, String name, long value) {
    if (value < 1 || value > Long.MAX_VALUE / 2) {
      throw new CotangentException(
          owner + ": " + name + " is " + value + ", expected at least 1 step");
    }
  }

  /** Whether a factor is at most 1000, so that moderate numbers times it stay far from overflow. */
  static boolean moderate(double factor) {
    return factor <= 1e3;
  }

  /** Whether, in addition, dividing by {@code epsilon} stays as far from overflow. */
  static boolean moderate(double factor, double epsilon) {
    return moderate(factor) && epsilon >= 1e-12;
  }

  /** Returns an integer attribute, or the default if it is absent. */
  static long whole(Attributes given, String name, long byDefault) {
    return given.has(name) ? given.integer(name) : byDefault;
  }

  /** Rejects attributes that the rule does not have. */
  static void known(Attributes given, Attributes own) {
    given.allowOnly(own.names().toArray(String[]::new));
  }

  private static void check(boolean ok, String owner, String name, double value, String range) {
    if (!ok) {
      throw new CotangentException(owner + ": " + name + " is " + value + ", expected " + range);
    }
  }
}
