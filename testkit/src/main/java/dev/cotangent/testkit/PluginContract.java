package dev.cotangent.testkit;

import java.util.List;

/** The checks of one plugin, to be run together or one by one. Immutable. */
public abstract sealed class PluginContract
    permits ActivationContract, LayerContract, LossContract, OpContract, OptimizerContract {

  PluginContract() {
    // contracts of other kinds would need other checks
  }

  /** The checks, in their order. */
  abstract Checks checks();

  /** Runs all checks. */
  public final ContractReport report() {
    return checks().report();
  }

  /**
   * Runs one check.
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
