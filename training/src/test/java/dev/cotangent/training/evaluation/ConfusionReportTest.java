package dev.cotangent.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionReportTest {

  @Test
  void aNameKeepsToItsLineAndDrivesNoTerminal() {
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(1), 1);
    Dataset data =
        Dataset.classification(
            Shape.of(1), new float[] {0, 1}, new int[] {0, 1}, List.of("\u001b[2J\nx", "b"));
    String report = ConfusionMatrix.of(model.predictor(), data).report();
    assertThat(report).contains("\\u001b[2J\\u000ax ").doesNotContain("\u001b");
    assertThat(report.lines()).hasSize(6);
  }
}
