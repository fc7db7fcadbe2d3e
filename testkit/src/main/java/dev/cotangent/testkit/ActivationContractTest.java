package dev.cotangent.testkit;

import dev.cotangent.core.model.Activation;

/**
 * The {@link ActivationContract} as JUnit tests, one for each check:
 *
 * <pre>{@code
 * class SwishTest extends ActivationContractTest {
 *   SwishTest() {
 *     super(Swish.class);
 *   }
 * }
 * }</pre>
 */
public abstract class ActivationContractTest extends PluginContractTest {

  /** Tests of a class with its default attributes. */
  protected ActivationContractTest(Class<? extends Activation> type) {
    super(ActivationContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected ActivationContractTest(ActivationContract contract) {
    super(contract);
  }
}
