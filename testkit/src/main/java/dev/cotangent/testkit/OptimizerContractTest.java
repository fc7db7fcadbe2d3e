package dev.cotangent.testkit;

import dev.cotangent.core.optimizer.Optimizer;

/**
 * The {@link OptimizerContract} as JUnit tests, one per check:
 *
 * <pre>{@code
 * class MyTest extends OptimizerContractTest {
 *   MyTest() {
 *     super(MyOptimizer.class);
 *   }
 * }
 * }</pre>
 */
public abstract class OptimizerContractTest extends PluginContractTest {

  /** Tests a class with its default attributes. */
  protected OptimizerContractTest(Class<? extends Optimizer> type) {
    super(OptimizerContract.of(type));
  }

  /** Tests a configured contract. */
  protected OptimizerContractTest(OptimizerContract contract) {
    super(contract);
  }
}
