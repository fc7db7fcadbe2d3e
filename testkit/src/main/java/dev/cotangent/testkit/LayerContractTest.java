package dev.cotangent.testkit;

import dev.cotangent.core.model.LayerSpec;

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
public abstract class LayerContractTest extends PluginContractTest {

  /** Tests of a class with its default attributes. */
  protected LayerContractTest(Class<? extends LayerSpec> type) {
    super(LayerContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected LayerContractTest(LayerContract contract) {
    super(contract);
  }
}
