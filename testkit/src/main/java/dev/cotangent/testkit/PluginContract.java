package dev.cotangent.testkit;

import java.time.Duration;
import java.util.List;

/** The checks of one plugin, to be run together or one by one. Immutable. */
public abstract sealed class PluginContract
    permits ActivationContract,
        LayerContract,
        LossContract,
        MetricContract,
        OpContract,
        OptimizerContract {

  PluginContract() {
    // contracts of other kinds would need other checks
  }

  /** The checks, in their order. */
  abstract Checks checks();

  /** The same contract with other random points; by default those of seed 0. */
  public abstract PluginContract withSeed(long seed);

  /**
   * The same contract with another limit for the time of one check; by default a minute.
   *
   * @throws IllegalArgumentException if it is not above 0
   */
  public abstract PluginContract withTimeLimit(Duration limit);

  /**
   * Runs all checks, or those up to one that does not return in time. Whatever the plugin throws is
   * what its check found; {@link OutOfMemoryError} alone is thrown on.
   */
  public final ContractReport report() {
    return checks().report();
  }

  /**
   * Runs one check, as {@link #report()} does.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public final ContractReport report(String check) {
    return checks().report(check);
  }

  /** The names of the checks. */
  public final List<String> checkNames() {
    return checks().names();
  }
}
