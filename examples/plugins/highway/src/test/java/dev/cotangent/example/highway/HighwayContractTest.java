package dev.cotangent.example.highway;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.testkit.LayerContractTest;
import org.junit.jupiter.api.Test;

/** All that a layer has to keep: one test for each check. */
class HighwayContractTest extends LayerContractTest {

  HighwayContractTest() {
    super(Highway.class);
  }

  /** No contract knows which function is meant. */
  @Test
  void aShutGateLetsTheInputPass() {
    Model model = Model.build(new Highway("tanh", -100), Shape.of(3), 0);
    float[] x = {4, -2, 0.5f};
    assertArrayEquals(x, model.predictor().predict(x));
  }
}
