package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.BinaryCrossEntropy;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A network with one output for two classes: a threshold decides. */
class OneOutputTest {

  /** z = x, so that the classes change at 0. */
  private static Model line(String activation) {
    Model model =
        Sequential.of(Dense.of(1).withoutBias(), Activate.with(activation))
            .build(Shape.of(1), 1, Fixtures.REGISTRY);
    model.store().write(model.parameter("0.weight"), 1f);
    return model;
  }

  private static Dataset data() {
    float[] features = {-2, -0.2f, 0.2f, 2};
    return Dataset.classification(
        Shape.of(1), features, new int[] {0, 0, 1, 1}, List.of("below", "above"));
  }

  @ParameterizedTest
  @CsvSource({"sigmoid,0.5", "hard_sigmoid,0.5", "identity,0", "tanh,0"})
  void thePredictorsThreshold(String activation, double threshold) {
    Model model = line(activation);
    assertThat(model.predictor().threshold()).isEqualTo(threshold);
    ConfusionMatrix matrix = ConfusionMatrix.of(model.predictor(), data());
    assertThat(matrix.accuracy()).isEqualTo(1);
    assertThat(matrix.count(1, 1)).isEqualTo(2);
  }

  @Test
  void aLastStepOfItsOwn() {
    Model model = line("identity");
    assertThat(model.predictor(Tensor::sigmoid).threshold()).isEqualTo(0.5);
    assertThat(line("sigmoid").predictor(Tensor::neg).threshold()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"sigmoid,bce", "identity,bce_with_logits"})
  void accuracyOfAnEvaluation(String activation, String id) {
    Loss loss = Fixtures.REGISTRY.loss(id);
    Evaluation judged =
        Evaluator.of(line(activation), loss, Workers.serial(), Fixtures.portable())
            .evaluate(data());
    assertThat(judged.accuracy()).isEqualTo(1);
    assertThat(judged.metrics()).containsOnlyKeys("accuracy");
    Dataset numbers =
        Dataset.regression(
            Shape.of(1), new float[] {-2, -0.2f, 0.2f, 2}, Shape.of(1), new float[] {0, 0, 1, 1});
    Evaluation asNumbers =
        Evaluator.of(line(activation), loss, Workers.serial(), Fixtures.portable())
            .evaluate(numbers);
    assertThat(judged.loss()).isEqualTo(asNumbers.loss());
  }

  /** Two classes train as the numbers 0 and 1 do, to the bit. */
  @Test
  void aTraining() {
    Dataset numbers =
        Dataset.regression(
            Shape.of(1), new float[] {-2, -0.2f, 0.2f, 2}, Shape.of(1), new float[] {0, 0, 1, 1});
    Model a = line("sigmoid");
    Model b = line("sigmoid");
    History history = trainer(a, new BinaryCrossEntropy()).validation(data()).fit(data(), 3);
    trainer(b, new BinaryCrossEntropy()).fit(numbers, 3);
    assertThat(a.store().sha256()).isEqualTo(b.store().sha256());
    assertThat(history.last().validation().orElseThrow().accuracy()).isEqualTo(1);
  }

  private static Trainer trainer(Model model, Loss loss) {
    return Trainer.of(model).loss(loss).optimizer(Adam.of(0.01)).batch(3).workers(1);
  }

  @Test
  void otherLossesAndOutputsDoNotFit() {
    assertThatThrownBy(() -> trainer(line("tanh"), new MeanSquaredError()).fit(data(), 1))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(
            "loss mse: the training data has 2 classes, expected numbers as targets");
    Model five = Sequential.of(Dense.of(5)).build(Shape.of(1), 1);
    assertThatThrownBy(() -> ConfusionMatrix.of(five.predictor(), data()))
        .isInstanceOf(ShapeException.class)
        .hasMessage("5 outputs for 2 classes, expected one for each class, or one for two classes");
    assertThatThrownBy(() -> trainer(five, new BinaryCrossEntropyWithLogits()).fit(data(), 1))
        .isInstanceOf(ShapeException.class);
  }
}
