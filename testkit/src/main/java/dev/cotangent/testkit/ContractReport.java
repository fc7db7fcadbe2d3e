package dev.cotangent.testkit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The results of a contract's checks. Immutable.
 *
 * @param subject the plugin, such as {@code activation 'swish'}
 * @param seed seed of the random points
 * @param worstError the largest relative error of the gradients that were compared; 0 if none were
 * @param results the results of the checks, in order
 */
public record ContractReport(String subject, long seed, double worstError, List<Result> results) {

  /**
   * The result of one check.
   *
   * @param check name of the check, such as {@code gradient}
   * @param failure description of the failure; empty if the check passed
   * @param again a line of Java that repeats the check; empty if the check passed
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

  /** The names of the failed checks, in order. */
  public List<String> failures() {
    return results.stream().filter(result -> !result.passed()).map(Result::check).toList();
  }

  /**
   * Throws if a check failed.
   *
   * @throws ContractViolation naming each failed check, if there is one
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
