package dev.cotangent.testkit;

import dev.cotangent.core.model.Activation;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

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
public abstract class ActivationContractTest {

  private final ActivationContract contract;

  /** Tests of a class with its default attributes. */
  protected ActivationContractTest(Class<? extends Activation> type) {
    this(ActivationContract.of(type));
  }

  /** Tests of a contract that was set up. */
  protected ActivationContractTest(ActivationContract contract) {
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
