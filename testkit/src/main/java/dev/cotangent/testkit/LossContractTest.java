package dev.cotangent.testkit;

import dev.cotangent.core.loss.Loss;

/**
 * The {@link LossContract} as JUnit tests, one per check:
 *
 * <pre>{@code
 * class MyTest extends LossContractTest {
 *   MyTest() {
 *     super(MyLoss.class);
 *   }
 * }
 * }</pre>
 */
public abstract class LossContractTest extends PluginContractTest {

  /** Tests a class with its default attributes. */
  protected LossContractTest(Class<? extends Loss> type) {
    super(LossContract.of(type));
  }

  /** Tests a configured contract. */
  protected LossContractTest(LossContract contract) {
    super(contract);
  }
}
