package dev.cotangent.testkit;

import dev.cotangent.core.loss.Loss;

/**
 * The {@link LossContract} as JUnit tests, one for each check:
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

  /** Tests of a class with its default attributes. */
  protected LossContractTest(Class<? extends Loss> type) {
    super(LossContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected LossContractTest(LossContract contract) {
    super(contract);
  }
}
