package dev.cotangent.core.check;

import java.util.Optional;

/**
 * What a gradient check found.
 *
 * @param checked number of elements that were compared, over all orders
 * @param kinks how many of them lie on or near a kink, where the differences are one-sided
 * @param seed what the random cotangent and directions were drawn from
 * @param worst the comparison that is furthest off for its tolerance; empty if nothing was compared
 */
public record GradientReport(
    int checked, int kinks, long seed, Optional<GradientComparison> worst) {

  /** Whether every element is within its tolerance. */
  public boolean passed() {
    return worst.map(GradientComparison::passed).orElse(true);
  }

  /** The error of the worst comparison, 0 if nothing was compared. */
  public double worstError() {
    return worst.map(GradientComparison::error).orElse(0.0);
  }

  /**
   * Does nothing if the check passed.
   *
   * @throws GradientMismatchException naming the worst comparison and the seed, if it did not
   */
  public void assertPassed() {
    if (!passed()) {
      throw new GradientMismatchException("wrong gradient: " + this);
    }
  }

  @Override
  public String toString() {
    return worst.map(GradientComparison::toString).orElse("nothing to compare")
        + " (seed "
        + seed
        + ", "
        + checked
        + " elements compared, "
        + kinks
        + " at kinks)";
  }
}
