package ${package};

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.testkit.LayerContractTest;
import org.junit.jupiter.api.Test;

/** All that a layer has to keep: one test for each check. */
class ${layerClass}ContractTest extends LayerContractTest {

  ${layerClass}ContractTest() {
    super(${layerClass}.class);
  }

  /** No contract knows which function is meant. */
  @Test
  void hasTheValueOfTheFormula() {
    Model model = Model.build(new ${layerClass}(0.5), Shape.of(2), 0);
    float[] y = model.predictor().predict(new float[] {4, -2});
    assertArrayEquals(new float[] {2, -1}, y);
  }
}
