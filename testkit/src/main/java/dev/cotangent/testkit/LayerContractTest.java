package dev.cotangent.testkit;

import dev.cotangent.core.spi.LayerSpec;

/**
 * The {@link LayerContract} as JUnit tests, one per check:
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

  /** Tests a class with its default attributes. */
  protected LayerContractTest(Class<? extends LayerSpec> type) {
    super(LayerContract.of(type));
  }

  /** Tests a configured contract. */
  protected LayerContractTest(LayerContract contract) {
    super(contract);
  }
}
