package dev.cotangent.testkit;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A contract as JUnit tests, one for each check. */
public abstract class PluginContractTest {

  private final PluginContract contract;

  /** Tests of a contract that was set up. */
  protected PluginContractTest(PluginContract contract) {
    this.contract = contract;
  }

  /** One test for each check. */
  @TestFactory
  @SuppressWarnings("exports") // only who has JUnit extends this
  public final Stream<DynamicTest> contract() {
    return contract.checkNames().stream()
        .map(name -> DynamicTest.dynamicTest(name, () -> contract.report(name).assertPassed()));
  }
}
