package dev.cotangent.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.source.BuiltinData;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingExamplesTest {

  @Test
  void theDigitsAreLearned() {
    assertThat(E05Digits.train(15).accuracy()).isGreaterThan(0.95);
  }

  @Test
  void convolutionsReadTheDigits() {
    assertThat(E08LeNet.train(E08LeNet.smallDigits(), 3).accuracy()).isGreaterThan(0.85);
  }

  @Test
  void deepNetworksNeedAWayPastTheirLayers() {
    assertThat(E18ResidualNetwork.accuracy(false, 40)).isLessThan(0.6);
    assertThat(E18ResidualNetwork.accuracy(true, 40)).isGreaterThan(0.95);
  }

  @Test
  void theCustomActivationHasItsDerivatives() {
    // y = x/(1 + x²), y' = (1 − x²)/(1 + x²)², y'' = 2x(x² − 3)/(1 + x²)³
    assertThat(E06CustomActivation.at(2))
        .containsExactly(new double[] {2 / 5.0, -3 / 25.0, 4 / 125.0}, within(1e-14));
  }

  @Test
  void theCustomActivationWorksInAModel() {
    Model model = E06CustomActivation.model();
    float[] w = model.store().read(model.parameter("0.weight"));
    float[] b = model.store().read(model.parameter("0.bias"));
    float[] v = model.store().read(model.parameter("2.weight"));
    double expected = model.store().read(model.parameter("2.bias"))[0];
    for (int unit = 0; unit < 4; unit++) {
      double x = w[2 * unit] * 1.5 + w[2 * unit + 1] * -0.5 + b[unit];
      expected += v[unit] * x / (1 + x * x);
    }
    assertThat((double) model.predictor().predict(new float[] {1.5f, -0.5f})[0])
        .isCloseTo(expected, within(1e-6));
  }

  @Test
  void theServiceReadsDigitsFromManyThreads(@TempDir Path folder)
      throws IOException, InterruptedException {
    Dataset digits = BuiltinData.digits();
    Path file = folder.resolve("digits.safetensors");
    E07PredictionService.train(digits, file);
    assertThat(new E07PredictionService(file).correct(digits)).isGreaterThan(1700);
  }

  @Test
  void everyMainRuns() throws IOException, InterruptedException {
    String[] none = {};
    E05Digits.main(none);
    E06CustomActivation.main(none);
    E07PredictionService.main(none);
    E08LeNet.main(none);
  }
}
