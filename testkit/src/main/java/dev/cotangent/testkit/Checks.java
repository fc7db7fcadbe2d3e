package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The named checks of one plugin, in their order. A check fails by throwing. */
final class Checks {

  private final String subject;
  private final long seed;
  private double worstError;
  private final Map<String, Check> checks = new LinkedHashMap<>();

  /** Looks at one thing. */
  interface Check {
    void run() throws Exception;
  }

  Checks(String subject, long seed) {
    this.subject = subject;
    this.seed = seed;
  }

  /** Remembers the error of a gradient. */
  void note(double error) {
    worstError = Math.max(worstError, error);
  }

  Checks add(String name, Check check) {
    checks.put(name, check);
    return this;
  }

  List<String> names() {
    return List.copyOf(checks.keySet());
  }

  /** Runs all checks. */
  ContractReport report() {
    List<ContractReport.Result> results = new ArrayList<>();
    checks.forEach((name, check) -> results.add(run(name, check)));
    return new ContractReport(subject, seed, worstError, results);
  }

  /** Runs one check. */
  ContractReport report(String name) {
    Check check = checks.get(name);
    if (check == null) {
      throw new IllegalArgumentException("no check '" + name + "'; there are " + names());
    }
    List<ContractReport.Result> result = List.of(run(name, check));
    return new ContractReport(subject, seed, worstError, result);
  }

  /** Whatever a plugin throws is the finding of the check. */
  private static ContractReport.Result run(String name, Check check) {
    try {
      check.run();
      return new ContractReport.Result(name, Optional.empty());
    } catch (ContractViolation violation) {
      return new ContractReport.Result(name, Optional.of("" + violation.getMessage()));
    } catch (Exception | LinkageError | AssertionError | StackOverflowError thrown) {
      return new ContractReport.Result(name, Optional.of("it throws " + thrown));
    }
  }

  /** Fails if something does not hold. */
  static void that(boolean holds, String message) {
    if (!holds) {
      throw new ContractViolation(message);
    }
  }
}
