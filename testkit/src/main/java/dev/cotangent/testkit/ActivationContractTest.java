package dev.cotangent.testkit;

import dev.cotangent.core.spi.Activation;

/**
 * The {@link ActivationContract} as JUnit tests, one per check:
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

  /** Tests a class with its default attributes. */
  protected ActivationContractTest(Class<? extends Activation> type) {
    super(ActivationContract.of(type));
  }

  /** Tests a configured contract. */
  protected ActivationContractTest(ActivationContract contract) {
    super(contract);
  }
}
