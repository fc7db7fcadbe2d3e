package dev.cotangent.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the checks of a contract found. Immutable.
 *
 * @param subject the plugin, as in {@code activation 'swish'}
 * @param seed what the random points were drawn from
 * @param worstError the largest relative error of a gradient that was compared; 0 if none was
 * @param results of the checks, in their order
 */
public record ContractReport(String subject, long seed, double worstError, List<Result> results) {

  /**
   * What one check found.
   *
   * @param check its name, as in {@code gradient}
   * @param failure what is wrong, and where; empty if it passed
   * @param again a line of Java that repeats the check; empty if it passed
   */
  public record Result(String check, Optional<String> failure, Optional<String> again) {

    /** Whether the check passed. */
    public boolean passed() {
      return failure.isEmpty();
    }
  }

  /** Copies the list. */
  public ContractReport {
    results = List.copyOf(results);
  }

  /** Whether all checks passed. */
  public boolean passed() {
    return results.stream().allMatch(Result::passed);
  }

  /** The names of the checks that failed, in their order. */
  public List<String> failures() {
    return results.stream().filter(result -> !result.passed()).map(Result::check).toList();
  }

  /**
   * Does nothing if all checks passed.
   *
   * @throws ContractViolation naming each check that failed, if one did
   */
  public void assertPassed() {
    if (!passed()) {
      throw new ContractViolation(toString());
    }
  }

  @Override
  public String toString() {
    String head = subject + (passed() ? " keeps" : " breaks") + " its contract";
    return head
        + results.stream()
            .filter(result -> !result.passed())
            .map(ContractReport::paragraph)
            .collect(Collectors.joining());
  }

  private static String paragraph(Result failed) {
    return "\n  "
        + failed.check()
        + ": "
        + failed.failure().orElse("")
        + "\n    again: "
        + failed.again().orElse("");
  }
}
