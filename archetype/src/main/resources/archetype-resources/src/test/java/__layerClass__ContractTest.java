package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.testkit.LayerContractTest;
import org.junit.jupiter.api.Test;

/** Runs the contract of layers, one test per check. */
class ${layerClass}ContractTest extends LayerContractTest {

  ${layerClass}ContractTest() {
    super(${layerClass}.class);
  }

  /** The contract does not know the formula, so test values of it here. */
  @Test
  void hasTheValueOfTheFormula() {
    Model model = Model.build(new ${layerClass}(0.5), Shape.of(2), 0);
    float[] y = model.predictor().predict(new float[] {4, -2});
    assertArrayEquals(new float[] {2, -1}, y);
  }
}
