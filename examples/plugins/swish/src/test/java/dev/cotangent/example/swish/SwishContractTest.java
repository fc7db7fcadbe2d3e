package dev.cotangent.example.swish;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.testkit.ActivationContractTest;
import org.junit.jupiter.api.Test;

/** All that an activation has to keep: one test for each check. */
class SwishContractTest extends ActivationContractTest {

  SwishContractTest() {
    super(Swish.class);
  }

  /** No contract knows which function is meant. */
  @Test
  void hasTheValueOfTheFormula() {
    Tensor y = new Swish().apply(Tensor.f64(2.0));
    assertEquals(2 / (1 + Math.exp(-2)), y.item(), 1e-12);
  }
}
