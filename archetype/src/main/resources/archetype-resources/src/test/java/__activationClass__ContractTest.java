package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cotangent.core.Tensor;
import dev.cotangent.testkit.ActivationContractTest;
import org.junit.jupiter.api.Test;

/** All that an activation has to keep: one test for each check. */
class ${activationClass}ContractTest extends ActivationContractTest {

  ${activationClass}ContractTest() {
    super(${activationClass}.class);
  }

  /** No contract knows which function is meant. */
  @Test
  void hasTheValueOfTheFormula() {
    Tensor y = new ${activationClass}().apply(Tensor.scalar(1.0));
    assertEquals(0.9367219155, y.item(), 1e-9);
  }
}
