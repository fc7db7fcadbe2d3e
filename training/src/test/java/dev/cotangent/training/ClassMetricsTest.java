package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Sequential;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.RocAuc;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Values by hand, and the same as scikit-learn's where it has them. */
class ClassMetricsTest {

  private static final Offset<Double> CLOSE = Offset.offset(1e-12);

  /** Each sample is its own scores. */
  private static Dataset data(int classes, float[] scores, int... labels) {
    List<String> names = List.of("a", "b", "c").subList(0, classes);
    return Dataset.classification(Shape.of(classes), scores, labels, names);
  }

  @Test
  void confusionMatrixCountsRowsByTheirClass() {
    float[] scores = {
      1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 1, 0, 0,
    };
    Dataset data = data(3, scores, 0, 0, 0, 1, 2, 2);
    Model model = Sequential.of().build(Shape.of(3), 1);
    ConfusionMatrix matrix = ConfusionMatrix.of(model.predictor(), data);
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.count(2, 0)).isEqualTo(1);
    assertThat(matrix.support(0)).isEqualTo(3);
    assertThat(matrix.precision(0)).isCloseTo(2 / 3.0, CLOSE);
    assertThat(matrix.recall(0)).isCloseTo(2 / 3.0, CLOSE);
    assertThat(matrix.precision(1)).isCloseTo(0.5, CLOSE);
    assertThat(matrix.recall(1)).isCloseTo(1, CLOSE);
    assertThat(matrix.f1(1)).isCloseTo(2 / 3.0, CLOSE);
    assertThat(matrix.accuracy()).isCloseTo(4 / 6.0, CLOSE);
    assertThat(matrix.report()).contains("precision", "0.6667", "by samples", "accuracy");
    assertThat(matrix.report().lines()).hasSize(7);
  }

  @Test
  void areaUnderTheCurve() {
    float[] scores = {0, 0.1f, 0, 0.4f, 0, 0.35f, 0, 0.8f};
    assertThat(Measure.of(new RocAuc(), scores, data(2, scores, 0, 0, 1, 1)))
        .isCloseTo(0.75, CLOSE);
    float[] equal = new float[8];
    assertThat(Measure.of(new RocAuc(), equal, data(2, equal, 0, 1, 0, 1))).isCloseTo(0.5, CLOSE);
    float[] three = {1, 0, 0, 0, 1, 0, 0, 0, 1};
    assertThat(Measure.of(new RocAuc(), three, data(3, three, 0, 1, 2))).isCloseTo(1, CLOSE);
    assertThatThrownBy(() -> Measure.of(new RocAuc(), equal, data(2, equal, 1, 1, 1, 1)))
        .isInstanceOf(CotangentException.class);
  }

  @Test
  void meanAbsoluteError() {
    Dataset data = Dataset.regression(Shape.of(1), new float[2], Shape.of(1), new float[] {1, -1});
    assertThat(Measure.of(new Mae(), new float[] {2, 1}, data)).isCloseTo(1.5, CLOSE);
  }
}
