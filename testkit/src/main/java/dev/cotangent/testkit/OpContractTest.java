package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Op;

/**
 * The {@link OpContract} as JUnit tests, one per check:
 *
 * <pre>{@code
 * class MyTest extends OpContractTest {
 *   MyTest() {
 *     super(new MyOp(), Shape.of(3, 4), Shape.of(4));
 *   }
 * }
 * }</pre>
 */
public abstract class OpContractTest extends PluginContractTest {

  /** Tests an op for inputs of the given shapes. */
  protected OpContractTest(Op op, Shape... shapes) {
    super(OpContract.of(op, shapes));
  }

  /** Tests a configured contract. */
  protected OpContractTest(OpContract contract) {
    super(contract);
  }
}
