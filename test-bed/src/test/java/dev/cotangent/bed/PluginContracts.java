package dev.cotangent.bed;

import dev.cotangent.core.registry.Registry;
import dev.cotangent.testkit.ActivationContract;
import dev.cotangent.testkit.LayerContract;
import dev.cotangent.testkit.LossContract;
import dev.cotangent.testkit.PluginContract;

/** Runs all checks of the test kit on the plugins of {@code src/test/languages}. */
public final class PluginContracts {

  private PluginContracts() {}

  /** Prints what was checked; fails on the first broken contract. */
  public static void main(String[] args) {
    Registry registry = Registry.standard();
    check("activation swash", ActivationContract.of(registry.activation("swash").getClass()));
    check("activation bend", ActivationContract.of(registry.activation("bend").getClass()));
    check("layer bottleneck", LayerContract.of(registry.layer("bottleneck").getClass()));
    check("loss soft", LossContract.of(registry.loss("soft").getClass()));
  }

  private static void check(String name, PluginContract contract) {
    contract.report().assertPassed();
    System.out.println(name + ": " + contract.checkNames().size() + " checks");
  }
}
