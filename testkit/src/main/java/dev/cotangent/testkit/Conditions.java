package dev.cotangent.testkit;

import java.time.Duration;

/**
 * What a contract is checked under. Immutable.
 *
 * @param seed decides the random points
 * @param limit how long one check may take
 */
record Conditions(long seed, Duration limit) {

  /** Long enough for a check of any plugin on a machine that is busy with other things. */
  static final Duration LIMIT = Duration.ofSeconds(60);

  static final Conditions DEFAULT = new Conditions(0, LIMIT);

  Conditions {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a time limit is above 0, but not " + limit);
    }
  }

  Conditions withSeed(long newSeed) {
    return new Conditions(newSeed, limit);
  }

  Conditions withLimit(Duration newLimit) {
    return new Conditions(seed, newLimit);
  }

  /** The calls that set a contract up like this. */
  String calls() {
    String seeded = ".withSeed(" + seed + "L)";
    return limit.equals(LIMIT)
        ? seeded
        : seeded + ".withTimeLimit(Duration.ofMillis(" + limit.toMillis() + "))";
  }
}
