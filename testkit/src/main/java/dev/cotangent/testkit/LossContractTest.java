package dev.cotangent.testkit;

import dev.cotangent.core.loss.Loss;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
public abstract class LossContractTest {

  private final LossContract contract;

  /** Tests of a class with its default attributes. */
  protected LossContractTest(Class<? extends Loss> type) {
    this(LossContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected LossContractTest(LossContract contract) {
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
