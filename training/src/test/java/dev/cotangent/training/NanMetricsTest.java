package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.model.Model;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Plateau;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.data.ClassChoice;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.Mae;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.Rmse;
import dev.cotangent.training.metric.RocAuc;
import dev.cotangent.training.metric.TopKAccuracy;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Evaluation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is no number never counts as right, best or better. */
class NanMetricsTest {

  private static final float NAN = Float.NaN;

  private static Dataset classes(int... labels) {
    return Dataset.classification(
        Shape.of(1), new float[labels.length], labels, List.of("well", "ill"));
  }

  private static Dataset numbers(float... targets) {
    return Dataset.regression(Shape.of(1), new float[targets.length], Shape.of(1), targets);
  }

  @Test
  void noClassIsChosen() {
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(1), 1);
    model.store().write(model.parameter("0.weight"), NAN, NAN);
    Dataset data =
        Dataset.classification(
            Shape.of(1), new float[] {1, 2}, new int[] {0, 1}, List.of("well", "ill"));
    assertThat(Measure.of(new Accuracy(), new float[] {NAN, NAN, NAN, NAN}, data)).isZero();
    assertThat(Measure.of(TopKAccuracy.of(2), new float[] {NAN, NAN, NAN, NAN}, data)).isZero();
    ConfusionMatrix matrix = ConfusionMatrix.of(model.predictor(), data);
    assertThat(matrix.accuracy()).isZero();
    assertThat(matrix.recall(0)).isZero();
    assertThat(matrix.count(0, 0)).isZero();
    assertThat(matrix.unanswered(0)).isEqualTo(1);
    assertThat(matrix.support(0)).isEqualTo(1);
    assertThat(matrix.report()).contains("NaN");
  }

  @Test
  void theHighestNumberIsChosen() {
    ClassChoice choice = new ClassChoice(3, 3, 0);
    assertThat(choice.compute(new float[] {NAN, 1, 2}, 0)).isEqualTo(2);
    assertThat(choice.compute(new float[] {1, NAN, 1}, 0)).isZero();
    assertThat(choice.compute(new float[] {NAN, Float.NEGATIVE_INFINITY, NAN}, 0)).isEqualTo(1);
    assertThat(choice.compute(new float[] {9, NAN, NAN, NAN}, 1)).isEqualTo(ClassChoice.NONE);
    ClassChoice single = new ClassChoice(1, 2, 0.5);
    assertThat(single.compute(new float[] {NAN}, 0)).isEqualTo(ClassChoice.NONE);
    assertThat(single.compute(new float[] {0.5f}, 0)).isZero();
    assertThat(single.compute(new float[] {0.51f}, 0)).isEqualTo(1);
  }

  /** Each pair with a NaN is one that was ranked wrong, on both sides. */
  @Test
  void aNaNIsRankedWrong() {
    Dataset data = classes(0, 0, 1, 1);
    float[] scores = {0, 1, 0, 2, 0, 3, 0, 4};
    assertThat(Measure.of(new RocAuc(), scores, data)).isEqualTo(1);
    scores[7] = NAN; // a positive
    assertThat(Measure.of(new RocAuc(), scores, data)).isEqualTo(0.5);
    scores[1] = NAN; // a negative
    assertThat(Measure.of(new RocAuc(), scores, data)).isEqualTo(0.25);
    assertThat(Measure.of(new RocAuc(), new float[] {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN}, data))
        .isZero();
  }

  @Test
  void theScoresOfAWrongOneDoNotHide() {
    assertThat(Measure.of(new R2(), new float[] {NAN, 2}, numbers(1, 2))).isNaN();
    assertThat(Measure.of(new R2(), new float[] {NAN, 2}, numbers(2, 2))).isNaN();
    assertThat(Measure.of(new Rmse(), new float[] {NAN, 2}, numbers(1, 2))).isNaN();
    assertThat(Measure.of(new Mae(), new float[] {NAN, 2}, numbers(1, 2))).isNaN();
  }

  /** The mean of equal targets is not always rounded to them. */
  @Test
  void targetsThatAreEqualAreConstantWhateverTheirMean() {
    float[] targets = new float[7];
    java.util.Arrays.fill(targets, 0.1f);
    float[] outputs = targets.clone();
    assertThat(Measure.of(new R2(), outputs, numbers(targets))).isEqualTo(1);
    outputs[3] = 0.2f;
    assertThat(Measure.of(new R2(), outputs, numbers(targets))).isZero();
    assertThat(
            Measure.of(
                new R2(),
                outputs,
                numbers(targets).withWeights(0.1f, 0.7f, 0.3f, 0.9f, 0.3f, 0.11f, 0.7f)))
        .isZero();
  }

  private static EpochResult epoch(int number, double loss) {
    Evaluation judged = new Evaluation(1, loss, Map.of("accuracy", loss));
    return new EpochResult(number, number, 1, Optional.of(judged), 0.1, 1, 1);
  }

  @Test
  void noEpochWithoutANumberIsTheBest(@TempDir Path directory) {
    Model model = Fixtures.classifier(1);
    EarlyStopping stopping = EarlyStopping.patience(2);
    BestModel best = BestModel.to(directory.resolve("best.safetensors"));
    for (Callback callback : List.of(stopping, best)) {
      callback.onStart(model);
      callback.onEpochEnd(epoch(1, NAN));
      callback.onEpochEnd(epoch(2, 3));
      callback.onEpochEnd(epoch(3, NAN));
    }
    assertThat(stopping.bestEpoch()).isEqualTo(2);
    assertThat(best.bestEpoch()).isEqualTo(2);
    stopping.onEpochEnd(epoch(4, NAN));
    assertThat(stopping.shouldStop()).isTrue();
    for (boolean highest : new boolean[] {false, true}) {
      Plateau rule = new Plateau(0.5, 0, 1e-4, false, 0, 0, highest);
      Plateau.State state = rule.next(rule.next(rule.begin(), NAN), 1);
      assertThat(state.best()).isEqualTo(1);
      assertThat(rule.next(state, NAN).best()).isEqualTo(1);
      assertThat(rule.next(state, NAN).scale()).isLessThan(state.scale());
    }
  }

  @Test
  void anAreaOfOneClassIsAnErrorBeforeTheTrainingBegins() {
    Dataset data = Fixtures.blobs(30, 1);
    Dataset one =
        data.subset(
            java.util.stream.IntStream.range(0, 30).filter(row -> data.label(row) == 1).toArray());
    Model model = Fixtures.classifier(1);
    String before = model.store().sha256();
    Trainer trainer =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Sgd.of(0.1))
            .metrics(new RocAuc())
            .validation(one);
    assertThatThrownBy(() -> trainer.fit(data, 1))
        .isInstanceOf(CotangentException.class)
        .hasMessage(
            "roc_auc: the data has only samples of 'green', expected samples of two classes or"
                + " more");
    assertThat(model.store().sha256()).isEqualTo(before);
    assertThatThrownBy(
            () -> Measure.of(new RocAuc(), new float[2], classes(0, 1).withWeights(1, 0)))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("only samples of 'well'");
  }

  @Test
  void oneOutputNeedsAThreshold() {
    float[] outputs = {0.2f, 0.7f, 0.6f, NAN};
    Dataset data = classes(0, 1, 0, 0);
    assertThat(Measure.of(new Accuracy().withThreshold(0.5), outputs, data)).isEqualTo(0.5);
    assertThat(Measure.of(new Accuracy().withThreshold(0), outputs, data)).isEqualTo(0.25);
    assertThatThrownBy(() -> Measure.of(new Accuracy(), outputs, data))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("needs a threshold");
    assertThat(
            Measure.of(new Accuracy(), outputs, data, OptionalDouble.of(0.5), Scores.PROBABILITIES))
        .isEqualTo(0.5);
    assertThat(Measure.of(new RocAuc(), new float[] {0.2f, 0.7f, 0.6f, 0.1f}, data))
        .isCloseTo(1, within(0.0));
  }
}
