package dev.cotangent.core.check;

import dev.cotangent.core.CotangentException;
import java.util.Optional;

/**
 * The result of a gradient check.
 *
 * @param checked number of elements that were compared, over all orders
 * @param kinks the number of these on or near a kink, where the differences are one-sided
 * @param seed the seed of the random cotangents and directions
 * @param worst the comparison with the largest error relative to its tolerance; empty if nothing
 *     was compared
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
   * @throws CotangentException if it did not; the message names the worst comparison and the seed
   */
  public void assertPassed() {
    if (!passed()) {
      throw new CotangentException("wrong gradient: " + this);
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
