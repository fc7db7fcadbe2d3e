package dev.cotangent.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A contract as JUnit tests, one per check. */
public abstract class PluginContractTest {

  private final PluginContract contract;

  /** Tests a configured contract. */
  protected PluginContractTest(PluginContract contract) {
    this.contract = contract;
  }

  /** Creates one test per check. */
  @TestFactory
  @SuppressWarnings("exports") // only used with JUnit present
  public final Stream<DynamicTest> contract() {
    return contract.checkNames().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> contract.report(name).assertPassed()));
  }
}
