package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.Rmse;
import dev.cotangent.training.metric.RocAuc;
import dev.cotangent.training.metric.TopKAccuracy;
import dev.cotangent.training.result.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics count samples by their weights; the model is the identity. */
class MetricWeightsTest {

  private static final int ROWS = 40;

  private static Model identity(int width) {
    return Sequential.of().build(Shape.of(width), 1, Fixtures.REGISTRY);
  }

  private static Evaluation evaluate(Model model, Dataset data, Loss loss, Metric... metrics) {
    return Evaluator.of(model, loss, Workers.serial(), Fixtures.portable(), metrics).evaluate(data);
  }

  private static float[] uniform(String name, int count) {
    RandomStream random = RandomStream.of(3, name);
    float[] values = new float[count];
    IntStream.range(0, count).forEach(i -> values[i] = random.uniform(i) * 4 - 2);
    return values;
  }

  /** 0, 1, 2 or 3 for each row, and the rows as often. */
  private static int weight(int row) {
    return (row * 7 + 3) % 4;
  }

  private static int[] repeated() {
    return IntStream.range(0, ROWS)
        .flatMap(row -> IntStream.range(0, weight(row)).map(i -> row))
        .toArray();
  }

  private static float[] weights() {
    float[] weights = new float[ROWS];
    IntStream.range(0, ROWS).forEach(row -> weights[row] = weight(row));
    return weights;
  }

  static Stream<Metric> ofNumbers() {
    return Stream.of(new Rmse(), new R2(), new Mae());
  }

  @ParameterizedTest
  @MethodSource("ofNumbers")
  void aWeightCountsAsManySamples(Metric metric) {
    Dataset data =
        Dataset.regression(
            Shape.of(3), uniform("x", ROWS * 3), Shape.of(3), uniform("t", ROWS * 3));
    same(metric, identity(3), data, new MeanSquaredError());
  }

  static Stream<Metric> ofClasses() {
    return Stream.of(new Accuracy(), TopKAccuracy.of(2), new RocAuc());
  }

  @ParameterizedTest
  @MethodSource("ofClasses")
  void aWeightOfAClassCountsAsManySamples(Metric metric) {
    for (int classes : new int[] {2, 4}) {
      int[] labels = IntStream.range(0, ROWS).map(row -> row * row % classes).toArray();
      Dataset data =
          Dataset.classification(Shape.of(classes), uniform("x", ROWS * classes), labels, classes);
      same(metric, identity(classes), data, CrossEntropy.ofClassIndices());
    }
  }

  private static void same(Metric metric, Model model, Dataset data, Loss loss) {
    double weighted =
        evaluate(model, data.withWeights(weights()), loss, metric).metric(metric.name());
    double often = evaluate(model, data.subset(repeated()), loss, metric).metric(metric.name());
    double plain = evaluate(model, data, loss, metric).metric(metric.name());
    assertThat(weighted).isCloseTo(often, within(1e-12));
    if (!metric.name().equals("accuracy_top2") || data.classes() > 2) {
      assertThat(weighted).isNotCloseTo(plain, within(1e-9));
    }
  }

  @Test
  void aMaskedElementIsNotLookedAt() {
    float[] targets = {1, 2, Float.NaN, 4, 3, 1e30f};
    Dataset data =
        Dataset.regression(Shape.of(2), new float[] {1, 3, 9, 4, 3, 9}, Shape.of(2), targets)
            .withWeights(1, 1, 0, 1, 1, 0);
    float[] outputs = {1, 3, 9, 4, 3, 9};
    assertThat(Measure.of(new Rmse(), outputs, data)).isEqualTo(0.5);
    assertThat(Measure.of(new Mae(), outputs, data)).isEqualTo(0.25);
    assertThat(Measure.of(new R2(), outputs, data)).isCloseTo((1 + 0.5) / 2, within(1e-15));
  }

  @Test
  void theCaseOfAMaskedRow() {
    Dataset numbers =
        Dataset.regression(
                Shape.of(1), new float[] {1, 2, 3, 4}, Shape.of(1), new float[] {1, 2, 3, 1e6f})
            .withWeights(1, 1, 1, 0);
    Evaluation exact = evaluate(identity(1), numbers, new MeanSquaredError());
    assertThat(exact.loss()).isZero();
    assertThat(exact.rmse()).isZero();
    assertThat(exact.r2()).isEqualTo(1);
    Dataset classes =
        Dataset.classification(
                Shape.of(2), new float[] {1, 0, 0, 1, 0, 1, 0, 1}, new int[] {0, 1, 1, 0}, 2)
            .withWeights(1, 1, 1, 0);
    assertThat(evaluate(identity(2), classes, CrossEntropy.ofClassIndices()).accuracy())
        .isEqualTo(1);
    ConfusionMatrix matrix = ConfusionMatrix.of(identity(2).predictor(), classes);
    assertThat(matrix.accuracy()).isEqualTo(1);
    assertThat(matrix.count(0, 1)).isZero();
    assertThat(matrix.support(0)).isEqualTo(1);
  }

  @Test
  void aConfusionMatrixWeighs() {
    float[] scores = {1, 0, 0, 1, 0, 1, 1, 0};
    Dataset data =
        Dataset.classification(Shape.of(2), scores, new int[] {0, 0, 1, 1}, 2)
            .withWeights(3, 1, 1, 1);
    ConfusionMatrix matrix = ConfusionMatrix.of(identity(2).predictor(), data);
    assertThat(matrix.recall(0)).isEqualTo(0.75);
    assertThat(matrix.precision(0)).isEqualTo(0.75);
    assertThat(matrix.accuracy()).isEqualTo(4 / 6.0);
    assertThat(matrix.count(0, 0)).isEqualTo(1);
  }

  @Test
  void whatTheLossIgnoresDoesNotCount() {
    float[] scores = {1, 0, 0, 0, 1, 0, 1, 0, 0};
    Dataset data = Dataset.classification(Shape.of(3), scores, new int[] {0, 1, 2}, 3);
    Loss loss = CrossEntropy.ofClassIndices().withIgnoreIndex(2);
    Evaluation judged = evaluate(identity(3), data, loss, new RocAuc());
    assertThat(judged.accuracy()).isEqualTo(1);
    assertThat(judged.metric("roc_auc")).isEqualTo(1);
    assertThat(ConfusionMatrix.of(identity(3).predictor(), data, loss).accuracy()).isEqualTo(1);
    assertThat(ConfusionMatrix.of(identity(3).predictor(), data).accuracy()).isEqualTo(2 / 3.0);
    assertThatThrownBy(() -> evaluate(identity(3), data.subset(2), loss))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the evaluation data has no sample that counts");
  }

  /** The number of rows that come at once. */
  private record Chunks(List<Integer> rows) implements Metric {

    @Override
    public String id() {
      return "chunks";
    }

    @Override
    public MetricState start(MetricInput input) {
      return new MetricState() {
        @Override
        public void add(MetricBatch batch) {
          rows.add(batch.rows());
        }

        @Override
        public void merge(MetricState later) {
          throw new UnsupportedOperationException();
        }

        @Override
        public double compute() {
          return rows.size();
        }
      };
    }
  }

  @Test
  void outputsComeInBatches() {
    float[] values = uniform("x", 3 * 1000);
    Dataset data = Dataset.regression(Shape.of(3), values, Shape.of(3), values);
    Chunks chunks = new Chunks(new ArrayList<>());
    evaluate(identity(3), data, new MeanSquaredError(), chunks);
    assertThat(chunks.rows()).containsExactly(256, 256, 256, 232);
  }
}
