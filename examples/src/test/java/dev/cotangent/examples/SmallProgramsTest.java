package dev.cotangent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.model.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallProgramsTest {

  @Test
  void exclusiveOrIsLearned() {
    assertThat(E09Xor.worst(E09Xor.train(1000))).isLessThan(0.05);
    assertThat(E09Xor.worst(E09Xor.train(1))).isGreaterThan(0.3);
  }

  @Test
  void depthWithoutActivationStaysLinear() {
    Model linear = E10DepthWithoutActivation.linear();
    assertThat(E10DepthWithoutActivation.bend(linear)).isLessThan(1e-6);
    assertThat(E10DepthWithoutActivation.bend(E10DepthWithoutActivation.bent()))
        .isGreaterThan(1e-2);
    float[] product = E10DepthWithoutActivation.matrix(linear).toFloats();
    float[] one = E10DepthWithoutActivation.predict(linear, 0, 1, 0);
    float[] zero = E10DepthWithoutActivation.predict(linear, 0, 0, 0);
    assertThat(one[0] - zero[0]).isCloseTo(product[1], within(1e-6f));
  }

  @Test
  void gradientsOfAllUsesAdd() {
    double sigmoid = 1 / (1 + StrictMath.exp(-3));
    assertThat(E11FanOutAdds.slopeOfSum(3)).isEqualTo(2);
    assertThat(E11FanOutAdds.slopeOfProduct(3)).isEqualTo(6);
    assertThat(E11FanOutAdds.slopeOfBoth(3))
        .isCloseTo(sigmoid + 3 * sigmoid * (1 - sigmoid) + 6, within(1e-12));
  }

  @Test
  void activationsThatBendWinTheContest() {
    var accuracies = E12ActivationContest.contest(40, List.of("identity", "relu", "tanh"));
    assertThat(accuracies.get("identity")).isLessThan(0.75);
    assertThat(accuracies.get("relu")).isGreaterThan(0.9);
    assertThat(accuracies.get("tanh")).isGreaterThan(0.9);
  }

  @Test
  void theSequenceIsRemembered() {
    var test = E13Sequence.sequences(200, 2);
    assertThat(E13Sequence.squaredError(E13Sequence.train(5), test)).isLessThan(0.05);
  }

  @Test
  void theUncertaintyGrowsWithTheNoise() {
    var predictor = E14Uncertainty.train(40).predictor();
    for (float x : new float[] {-1, 0, 1}) {
      float[] output = predictor.predict(new float[] {x});
      assertThat(output[0]).isCloseTo(2 * x, within(0.2f));
      assertThat(E14Uncertainty.deviation(output) / E14Uncertainty.noise(x)).isBetween(0.7, 1.4);
    }
  }

  @Test
  void theInjectedServiceKnowsItsFlowers() {
    assertThat(E15Guice.species(5, 3.4f, 1.5f, 0.2f)).isEqualTo("setosa");
    assertThat(E15Guice.species(6.5f, 3, 5.8f, 2.2f)).isEqualTo("virginica");
  }

  @Test
  void generatedPointsComeCloserToTheMoons() {
    E16Gan gan = new E16Gan();
    double before = gan.distance();
    gan.train(300);
    assertThat(gan.distance()).isLessThan(before / 3);
  }

  @Test
  void everyMainRuns() {
    String[] none = {};
    E09Xor.main(none);
    E10DepthWithoutActivation.main(none);
    E11FanOutAdds.main(none);
  }
}
