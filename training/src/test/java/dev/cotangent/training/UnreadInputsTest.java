package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.loss.TripletMargin;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lambda;
import dev.cotangent.optim.Sgd;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import org.junit.jupiter.api.Test;

/** A loss need not look at targets, nor a model at its samples. */
class UnreadInputsTest {

  private static final float[] FEATURES = {1, 2, 3, 4, 5, 6};
  private static final Shape SAMPLE = Shape.of(2);

  private static void learns(Model model, Loss loss, Dataset data) {
    String before = model.store().sha256();
    Trainer trainer = Trainer.of(model).loss(loss).optimizer(new Sgd().withLearningRate(0.01));
    History history = trainer.batch(2).workers(1).fit(data, 3);
    assertThat(model.store().sha256()).isNotEqualTo(before);
    assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss());
    assertThat(model.predictor().predict(FEATURES)[0]).isFinite();
  }

  @Test
  void tripletsAreTheirOwnTargets() {
    Dataset data = Dataset.regression(SAMPLE, FEATURES, Shape.scalar(), new float[3]);
    learns(Fixtures.model(SAMPLE, 3, Dense.of(6)), new TripletMargin(), data);
  }

  @Test
  void aConstantIsLearntWithoutFeatures() {
    Lambda ones = Lambda.of("ones", x -> Tensor.full(new TensorType(x.dtype(), x.shape()), 1));
    Dataset data = Dataset.regression(SAMPLE, FEATURES, Shape.of(1), new float[] {3, 4, 5});
    Model model = Fixtures.model(SAMPLE, 3, ones, Dense.of(1));
    learns(model, new MeanSquaredError(), data);
    Evaluation evaluation =
        Evaluator.of(model, new MeanSquaredError(), Workers.serial(), Fixtures.portable())
            .evaluate(data);
    assertThat(evaluation.loss()).isFinite();
  }
}
