package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.testkit.ActivationContractTest;
import org.junit.jupiter.api.Test;

/** Runs the contract of activations, one test per check. */
class ${activationClass}ContractTest extends ActivationContractTest {

  ${activationClass}ContractTest() {
    super(${activationClass}.class);
  }

  /** The contract does not know the formula, so test values of it here. */
  @Test
  void hasTheValueOfTheFormula() {
    Tensor y = new ${activationClass}().apply(Tensor.f64(1));
    assertEquals(0.9367219155, y.item(), 1e-9);
  }
}
