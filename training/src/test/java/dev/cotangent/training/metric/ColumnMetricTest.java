package dev.cotangent.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Flatten;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.LabelTargets;
import dev.cotangent.training.data.NumberTargets;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Metrics of one column of several targets. */
class ColumnMetricTest {

  private static final float[] OUTPUTS = {1, 10, 2, 20, 3, 30};
  private static final float[] TARGETS = {1, 12, 3, 20, 3, 34};

  /** Gives its features. */
  private static final Model SAME = Model.build(new Flatten(), Shape.of(2), 1);

  private static final Dataset DATA =
      Dataset.of(Shape.of(2), OUTPUTS, NumberTargets.of(List.of("days", "price"), TARGETS));

  private static Evaluation evaluate(Dataset data, Metric... metrics) {
    return Evaluator.of(SAME, new MeanSquaredError(), metrics).evaluate(data);
  }

  @Test
  void aColumnByNameOrNumber() {
    assertThat(DATA.columnNames()).containsExactly("days", "price");
    Evaluation found =
        evaluate(
            DATA,
            new Mae(),
            ColumnMetric.of(new Mae(), "days"),
            ColumnMetric.of(new Mae(), "price"),
            ColumnMetric.of(new Rmse(), 0),
            Metrics.named("mae:1"));
    assertThat(found.metric("mae")).isEqualTo(7.0 / 6);
    assertThat(found.metric("mae:days")).isEqualTo(1.0 / 3);
    assertThat(found.metric("mae:price")).isEqualTo(2).isEqualTo(found.metric("mae:1"));
    assertThat(found.metric("rmse:0")).isEqualTo(Math.sqrt(1.0 / 3));
    Dataset bare = Dataset.regression(Shape.of(2), OUTPUTS, Shape.of(2), TARGETS);
    assertThat(bare.columnNames()).isEmpty();
    assertThat(evaluate(bare, Metrics.named("mae:1")).metric("mae:1")).isEqualTo(2);
    assertThat(evaluate(DATA.subset(0, 2), Metrics.named("mae:price")).metric("mae:price"))
        .isEqualTo(3);
  }

  @Test
  void weightsOfRowsAndElements() {
    Metric price = ColumnMetric.of(new Mae(), "price");
    assertThat(evaluate(DATA.withWeights(1, 5, 0), price).metric("mae:price")).isEqualTo(2.0 / 6);
    assertThat(evaluate(DATA.withWeights(0, 3, 9, 0, 9, 1), price).metric("mae:price"))
        .isEqualTo(10.0 / 4);
  }

  @Test
  void labels() {
    Dataset films =
        Dataset.of(
            Shape.of(2), OUTPUTS, LabelTargets.of(List.of("drama", "comedy"), 1, 0, 1, 1, 0, 0));
    ColumnMetric recall = ColumnMetric.of(new Precision(), "drama");
    Evaluation found =
        Evaluator.of(SAME, new BinaryCrossEntropyWithLogits(), recall, Metrics.named("f1:comedy"))
            .evaluate(films);
    assertThat(found.metric("precision:drama")).isEqualTo(2.0 / 3);
    assertThat(found.metric("f1:comedy")).isEqualTo(0.5);
    assertThat(recall.higherIsBetter()).isTrue();
  }

  @Test
  void ofAnOutputOfAnObjective() {
    Model model = Model.build(Dense.of(2), Shape.of(2), 1);
    Objective objective =
        Objective.of(
            model,
            f -> {
              var y = f.apply(model, f.input("features", Shape.of(2)));
              f.part("loss", new MeanSquaredError().terms(y, f.input("target", Shape.of(2))), 1);
              f.output("y", y);
            });
    Metric price = OutputMetric.of(ColumnMetric.of(new Mae(), "price"), "y", "target");
    Metric second = OutputMetric.of(ColumnMetric.of(new Mae(), 1), "y", "target");
    try (TrainStep step =
        Trainer.of(objective).optimizer(Adam.of(0.01)).metrics(price, second).workers(1).step()) {
      Evaluation found = step.evaluate(DATA);
      assertThat(found.metric("mae:price")).isEqualTo(found.metric("mae:1")).isPositive();
      assertThatThrownBy(() -> step.evaluate(List.of(DATA.batch(0, 1))))
          .hasMessageContaining("have no column 'price', expected a number from 0 to 1");
    }
  }

  @Test
  void mistakesAreNamed() {
    assertError(() -> evaluate(DATA, ColumnMetric.of(new Mae(), "day")), "expected one of [days,");
    assertError(
        () -> evaluate(DATA, ColumnMetric.of(new Mae(), 2)),
        "mae: the targets [2] have no column '2', expected one of [days, price]");
    assertError(() -> ColumnMetric.of(new Mae(), -1), "the column is -1, expected 0 or more");
    assertError(
        () -> NumberTargets.of(List.of("a", "a"), 1, 2),
        "the columns are [a, a], expected one or more distinct names");
    Dataset classes =
        Dataset.of(Shape.of(2), OUTPUTS, ClassTargets.of(new int[] {0, 1, 1}, List.of("a", "b")));
    assertError(
        () ->
            Evaluator.of(SAME, CrossEntropy.ofClassIndices(), ColumnMetric.of(new Accuracy(), "a"))
                .evaluate(classes),
        "the targets are 2 classes, expected numbers");
    assertError(() -> Metrics.named("fame:days"), "there is no metric 'fame'");
    assertThat(ColumnMetric.of(new Mae(), "days").attributes().text("column")).isEqualTo("days");
  }

  private static void assertError(Runnable code, String message) {
    assertThatThrownBy(code::run)
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(message);
  }
}
