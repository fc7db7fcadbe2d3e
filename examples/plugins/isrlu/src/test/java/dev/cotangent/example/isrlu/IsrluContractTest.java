package dev.cotangent.example.isrlu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.testkit.ActivationContractTest;
import org.junit.jupiter.api.Test;

/** All that an activation has to keep, {@code accelerator} included. */
class IsrluContractTest extends ActivationContractTest {

  IsrluContractTest() {
    super(Isrlu.class);
  }

  /** No contract knows which function is meant. */
  @Test
  void hasTheValueOfTheFormula() {
    Isrlu isrlu = new Isrlu(3);
    assertEquals(-0.5, isrlu.apply(Tensor.f64(-1.0)).item(), 1e-12);
    assertEquals(2, isrlu.apply(Tensor.f64(2.0)).item());
  }
}
