package dev.cotangent.testkit;

import java.util.function.Supplier;

/**
 * A plugin that is wrong in one way.
 *
 * @param check the one that has to notice
 */
record BrokenPlugin(String name, String check, Supplier<PluginContract> contract) {

  static BrokenPlugin of(String name, String check, Supplier<PluginContract> contract) {
    return new BrokenPlugin(name, check, contract);
  }

  ContractReport report() {
    return contract.get().report(check);
  }

  @Override
  public String toString() {
    return name + ": " + check;
  }
}
