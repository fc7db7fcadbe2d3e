package dev.cotangent.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.Measure;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.TopKAccuracy;
import dev.cotangent.training.result.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers of an evaluation against those computed by hand; the model is the identity. */
class EvaluatorTest {

  private static final Loss CROSS_ENTROPY = CrossEntropy.ofClassIndices();

  private static Model identity(int width) {
    // dropout is at rest when a model is judged
    return Sequential.of(Dropout.of(0.9)).build(Shape.of(width), 1, Fixtures.REGISTRY);
  }

  private static Evaluator evaluator(Model model, Loss loss, Metric... metrics) {
    return Evaluator.of(model, loss, Workers.serial(), Fixtures.portable(), metrics);
  }

  @Test
  void classes() {
    float ln3 = (float) Math.log(3);
    float[] scores = {ln3, 0, 0, ln3, 0, ln3}; // the higher score has probability 3/4
    Dataset data = Dataset.classification(Shape.of(2), scores, new int[] {0, 0, 1}, 2);
    Evaluation result = evaluator(identity(2), CROSS_ENTROPY).evaluate(data);
    assertThat(result.samples()).isEqualTo(3);
    assertThat(result.accuracy()).isEqualTo(2 / 3.0);
    double expected = -(2 * Math.log(0.75) + Math.log(0.25)) / 3;
    assertThat(result.loss()).isCloseTo(expected, within(1e-7));
    assertThat(result.metrics()).containsOnlyKeys("accuracy");
  }

  @Test
  void theFirstOfEqualScoresWinsAndNaNLoses() {
    float nan = Float.NaN;
    float[] scores = {1, 1, 0, 1, 1, 0, nan, 0, 1, 0, 2, nan};
    Dataset data = Dataset.classification(Shape.of(3), scores, new int[] {0, 1, 0, 1}, 3);
    assertThat(Measure.of(new Accuracy(), scores, data)).isEqualTo(0.5);
    assertThat(Measure.of(TopKAccuracy.of(2), scores, data)).isEqualTo(0.75);
    assertThat(TopKAccuracy.of(2).name()).isEqualTo("accuracy_top2");
    assertThatThrownBy(() -> TopKAccuracy.of(0)).isInstanceOf(CotangentException.class);
  }

  @Test
  void numbers() {
    float[] outputs = {1, 2, 3, 6};
    Dataset data = Dataset.regression(Shape.of(1), outputs, Shape.of(1), new float[] {1, 2, 3, 4});
    Evaluation result = evaluator(identity(1), new MeanSquaredError()).evaluate(data);
    assertThat(result.loss()).isEqualTo(1);
    assertThat(result.rmse()).isEqualTo(1);
    assertThat(result.r2()).isCloseTo(1 - 4 / 5.0, within(1e-15));
    assertThat(result.metrics()).containsOnlyKeys("rmse", "r2");
    assertThatThrownBy(result::accuracy)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("no metric 'accuracy', expected one of [rmse, r2]");
  }

  @Test
  void severalNumbersASample() {
    float[] outputs = {0, 5, 2, 5}; // the first column is exact, the second constant and wrong
    Dataset data = Dataset.regression(Shape.of(2), outputs, Shape.of(2), new float[] {0, 4, 2, 4});
    Evaluation result = evaluator(identity(2), new MeanSquaredError()).evaluate(data);
    assertThat(result.rmse()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(result.r2()).isEqualTo(0.5);
  }

  @Test
  void aConstantThatIsHitIsPerfect() {
    Dataset data =
        Dataset.regression(Shape.of(1), new float[] {3, 3}, Shape.of(1), new float[] {3, 3});
    assertThat(Measure.of(new R2(), new float[] {3, 3}, data)).isEqualTo(1);
  }

  @Test
  void manyChunksAndWeights() {
    int rows = 1_000;
    Dataset data = Fixtures.blobs(rows, 3);
    Loss weighted = CrossEntropy.ofClassIndices().withClassWeights(1, 2, 5);
    Model model = Fixtures.classifier(4);
    Evaluation result = evaluator(model, weighted, TopKAccuracy.of(2)).evaluate(data);
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < rows; row++) {
      double weight = List.of(1, 2, 5).get(data.label(row));
      sum += weight * evaluator(model, CROSS_ENTROPY).evaluate(data.subset(row)).loss();
      weights += weight;
    }
    assertThat(result.loss()).isCloseTo(sum / weights, within(1e-5));
    assertThat(result.metrics()).containsOnlyKeys("accuracy", "accuracy_top2");
    assertThat(result.metric("accuracy_top2")).isGreaterThan(result.accuracy());
  }

  @Test
  void whatDoesNotFit() {
    Dataset numbers = Dataset.regression(Shape.of(2), new float[2], Shape.of(2), new float[2]);
    assertThatThrownBy(() -> evaluator(identity(2), CROSS_ENTROPY).evaluate(numbers))
        .isInstanceOf(CotangentException.class)
        .hasMessageContainingAll(
            "loss cross_entropy: the evaluation data has numbers", "expected classes as targets");
    assertThatThrownBy(() -> evaluator(identity(3), new MeanSquaredError()).evaluate(numbers))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("samples [2], expected [3] as the model takes");
    assertThatThrownBy(
            () -> evaluator(identity(2), new MeanSquaredError()).evaluate(numbers.subset()))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("has no samples");
    assertThatThrownBy(() -> evaluator(identity(2), CROSS_ENTROPY).evaluate(threeClasses()))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("3 classes, but the model has only 2 outputs");
  }

  private static Dataset threeClasses() {
    return Dataset.classification(Shape.of(2), new float[2], new int[1], 3);
  }
}
