package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The {@link OptimizerContract} as JUnit tests, one for each check:
 *
 * <pre>{@code
 * class MyTest extends OptimizerContractTest {
 *   MyTest() {
 *     super(MyOptimizer.class);
 *   }
 * }
 * }</pre>
 */
public abstract class OptimizerContractTest {

  private final OptimizerContract contract;

  /** Tests of a class with its default attributes. */
  protected OptimizerContractTest(Class<? extends Optimizer> type) {
    this(OptimizerContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected OptimizerContractTest(OptimizerContract contract) {
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
