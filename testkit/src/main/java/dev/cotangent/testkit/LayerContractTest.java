package dev.cotangent.testkit;

import dev.cotangent.core.model.LayerSpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The {@link LayerContract} as JUnit tests, one for each check:
 *
 * <pre>{@code
 * class MyTest extends LayerContractTest {
 *   MyTest() {
 *     super(MyLayer.class);
 *   }
 * }
 * }</pre>
 */
public abstract class LayerContractTest {

  private final LayerContract contract;

  /** Tests of a class with its default attributes. */
  protected LayerContractTest(Class<? extends LayerSpec> type) {
    this(LayerContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected LayerContractTest(LayerContract contract) {
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
