package dev.cotangent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.commonsmath.Fit;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.model.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples that build graphs; the numbers are those of the lecture, with more digits. */
class GraphExamplesTest {

  @Test
  void theChainRule() {
    assertThat(E01ChainRule.values()).containsExactly(-12, -4, -4, 3);
  }

  @Test
  void theSigmoidNeuron() {
    double s = 1 / (1 + Math.exp(-1));
    double slope = s * (1 - s);
    double[] expected = {s, -slope, 2 * slope, -2 * slope, -3 * slope, slope};
    assertThat(expected)
        .containsExactly(new double[] {0.73, -0.20, 0.39, -0.39, -0.59, 0.20}, within(0.005));
    assertThat(E02SigmoidNeuron.inFourSteps()).containsExactly(expected, within(1e-14));
    assertThat(E02SigmoidNeuron.asOneGate()).containsExactly(expected, within(1e-14));
  }

  @Test
  void theMatrixGradient() {
    E03MatrixGradient.Values values = E03MatrixGradient.values();
    double[] byMatrix = {0.088, 0.176, 0.104, 0.208};
    double[] byVector = {-0.112, 0.636};
    assertThat(values.f().item()).isCloseTo(0.116, within(1e-15));
    for (Tensor gradient : List.of(values.byMatrix(), values.ruleOfMatrix())) {
      assertThat(gradient.toDoubles()).containsExactly(byMatrix, within(1e-15));
    }
    for (Tensor gradient : List.of(values.byVector(), values.ruleOfVector())) {
      assertThat(gradient.toDoubles()).containsExactly(byVector, within(1e-15));
    }
    assertThat(values.jacobian().toDoubles()).containsExactly(0.1, 0.5, -0.3, 0.8);
  }

  @Test
  void theThreeLayerNetwork() {
    Model model = E04ThreeLayerNetwork.model();
    float[] sample = {1, -0.25f, 0.75f};
    assertThat(E04ThreeLayerNetwork.parametersOfLayers(model)).containsExactly(16, 20, 5);
    assertThat(model.parameterCount()).isEqualTo(41);
    assertThat(E04ThreeLayerNetwork.byHand(model, sample))
        .containsExactly(E04ThreeLayerNetwork.byLayers(model, sample), within(1e-6f));
  }

  @Test
  void theCoolingCup() {
    Fit fit = E17LevenbergMarquardt.fit();
    // the measurements were made with 65, 0.045 and 20
    assertThat(fit.point().getEntry(0)).isCloseTo(65, within(0.3));
    assertThat(fit.point().getEntry(1)).isCloseTo(0.045, within(0.0005));
    assertThat(fit.point().getEntry(2)).isCloseTo(20, within(0.3));
    assertThat(fit.cost()).isLessThan(0.05);
    assertThat(fit.iterations()).isLessThan(20);
  }

  @Test
  void everyMainRuns() {
    String[] none = {};
    E01ChainRule.main(none);
    E02SigmoidNeuron.main(none);
    E03MatrixGradient.main(none);
    E04ThreeLayerNetwork.main(none);
    E17LevenbergMarquardt.main(none);
  }
}
