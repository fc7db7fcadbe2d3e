package dev.cotangent.testkit;

import java.time.Duration;

/**
 * The settings of a contract's checks. Immutable.
 *
 * @param seed seed of the random points
 * @param limit time limit of one check
 */
record Conditions(long seed, Duration limit) {

  /** Long enough for any check on a busy machine. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  static final Conditions DEFAULT = new Conditions(0, LIMIT);

  Conditions {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("the time limit is " + limit + ", expected more than 0");
    }
  }

  Conditions withSeed(long newSeed) {
    return new Conditions(newSeed, limit);
  }

  Conditions withLimit(Duration newLimit) {
    return new Conditions(seed, newLimit);
  }

  /** The Java calls that configure a contract with these settings. */
  String calls() {
    String seeded = ".withSeed(" + seed + "L)";
    return limit.equals(LIMIT)
        ? seeded
        : seeded + ".withTimeLimit(Duration.ofMillis(" + limit.toMillis() + "))";
  }
}
