package dev.cotangent.testkit;

import java.time.Duration;
import java.util.List;

/** The contract of one plugin: named checks that run together or one by one. Immutable. */
public abstract sealed class PluginContract
    permits ActivationContract,
        LayerContract,
        LossContract,
        MetricContract,
        OpContract,
        OptimizerContract {

  PluginContract() {
    // sealed: other kinds would need other checks
  }

  /** The checks, in order. */
  abstract Checks checks();

  /** Returns a contract with another seed of the random points; 0 by default. */
  public abstract PluginContract withSeed(long seed);

  /**
   * Returns a contract with another time limit per check; one minute by default.
   *
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public abstract PluginContract withTimeLimit(Duration limit);

  /**
   * Runs all checks, stopping at one that does not return in time. Anything that the plugin throws
   * is a failure of its check; only {@link OutOfMemoryError} is rethrown.
   */
  public final ContractReport report() {
    return checks().report();
  }

  /**
   * Runs one check, as {@link #report()} does.
   *
   * @throws IllegalArgumentException if there is no check of that name
   */
  public final ContractReport report(String check) {
    return checks().report(check);
  }

  /** The names of the checks. */
  public final List<String> checkNames() {
    return checks().names();
  }
}
