package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.optim.Adam;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EpochListener;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trainings come to where they should. */
class LearningTest {

  @Test
  void exclusiveOr() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(8), Activate.with("tanh"), Dense.of(2));
    History history =
        Trainer.of(model)
            .loss(CrossEntropy.ofClassIndices())
            .optimizer(Adam.of(0.05))
            .validation(Fixtures.xor())
            .fit(Fixtures.xor(), 200);
    Evaluation end = history.last().validation().orElseThrow();
    assertThat(end.accuracy()).isEqualTo(1);
    assertThat(end.loss()).isLessThan(0.02);
    assertThat(history.epochs()).hasSize(200);
    assertThat(history.validation("accuracy")).hasSize(200).endsWith(1);
    assertThat(history.validation("loss")).endsWith(end.loss()).doesNotContain(Double.NaN);
    assertThat(history.training("loss")).hasSize(200).containsOnly(Double.NaN);
    assertThatThrownBy(() -> history.validation("rmse"))
        .hasMessage("no metric 'rmse', expected one of [accuracy]");
    assertThat(history.steps()).isEqualTo(200);
    assertThat(history.kernels()).as("not worth warming").isEqualTo("portable");
    Predictor predictor = model.predictor();
    float[] scores = predictor.predict(new float[] {1, 0});
    assertThat(scores[1]).isGreaterThan(scores[0]);
  }

  @Test
  void aPlane() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    History history =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(0.3))
            .batch(10)
            .validation(Fixtures.plane(50))
            .fit(Fixtures.plane(100), 60);
    Evaluation end = history.last().validation().orElseThrow();
    assertThat(end.rmse()).isLessThan(1e-4);
    assertThat(end.r2()).isCloseTo(1, within(1e-6));
    assertThat(model.store().read(model.parameter("0.weight")))
        .containsExactly(new float[] {3, -2}, within(1e-3f));
    assertThat(model.store().read(model.parameter("0.bias")))
        .containsExactly(new float[] {1}, within(1e-3f));
  }

  @Test
  void theLossOfAnEpochIsTheMeanOverSamples() {
    // with a rate this small the parameters do not change, so each batch's loss can be told
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    Dataset data = Fixtures.plane(10);
    History history =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(1e-30))
            .batch(4)
            .fit(data, 2);
    Evaluation whole =
        Evaluator.of(
                model,
                new MeanSquaredError(),
                dev.cotangent.core.work.Workers.serial(),
                Fixtures.portable())
            .evaluate(data);
    assertThat(history.steps()).as("two full batches and the rest").isEqualTo(6);
    assertThat(history.last().loss()).isCloseTo(whole.loss(), within(1e-6));
    assertThat(history.last().validation()).isEmpty();
  }

  @Test
  void aBatchLargerThanTheDataIsAllOfIt() {
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    History history =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(0.1))
            .batch(1_000)
            .fit(Fixtures.plane(7), 3);
    assertThat(history.steps()).isEqualTo(3);
  }

  @Test
  void callbacksHearOfEachEpochAndMayEndIt() {
    List<Integer> heard = new ArrayList<>();
    Callback afterThree =
        new Callback() {
          @Override
          public boolean shouldStop() {
            return heard.size() == 3;
          }
        };
    Model model = Fixtures.model(Shape.of(2), 1, Dense.of(1));
    History history =
        Trainer.of(model)
            .loss(new MeanSquaredError())
            .optimizer(Sgd.of(0.1))
            .callbacks(EpochListener.of(result -> heard.add(result.epoch())), afterThree)
            .fit(Fixtures.plane(7), 10);
    assertThat(heard).containsExactly(1, 2, 3);
    assertThat(history.stoppedEarly()).isTrue();
    assertThat(history.sha256()).isEqualTo(model.store().sha256());
    assertThat(history.samplesPerSecond()).isPositive();
  }
}
