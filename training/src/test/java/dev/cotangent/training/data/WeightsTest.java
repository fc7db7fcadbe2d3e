package dev.cotangent.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.loss.MeanSquaredError;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Sgd;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.Fixtures;
import dev.cotangent.training.TrainStep;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.result.History;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Samples and elements that count more, less or not at all. */
class WeightsTest {

  private static final int ROWS = 12;

  private static final float[] WEIGHTS = {2, 0, 1, 1, 2, 0, 1, 1, 1, 2, 0, 1};

  /** The rows as often as their weights say. */
  private static final int[] REPEATED = {0, 0, 2, 3, 4, 4, 6, 7, 8, 9, 9, 11};

  /** Without dropout, which would draw for each row. */
  private static Model model() {
    return Sequential.of(Dense.of(8), Activate.with("tanh"), Dense.of(Fixtures.CLASSES))
        .build(Shape.of(Fixtures.FEATURES), 7);
  }

  private static History fit(Model model, Loss loss, Dataset data, int batch, Dataset validation) {
    return Trainer.of(model)
        .loss(loss)
        .optimizer(Sgd.of(0.1))
        .batch(batch)
        .workers(1)
        .validation(validation)
        .fit(data, 5);
  }

  @Test
  void aWeightCountsAsManySamples() {
    Dataset data = Fixtures.blobs(ROWS, 1);
    Loss loss = CrossEntropy.ofClassIndices().withClassWeights(1, 2, 3);
    Model weighted = model();
    Model repeated = model();
    Dataset withWeights = data.withWeights(WEIGHTS);
    Dataset asOften = data.subset(REPEATED);
    History a = fit(weighted, loss, withWeights, ROWS, withWeights);
    History b = fit(repeated, loss, asOften, ROWS, asOften);
    assertThat(a.last().loss()).isCloseTo(b.last().loss(), offset(1e-6));
    assertThat(a.last().watchedLoss()).isCloseTo(b.last().watchedLoss(), offset(1e-6));
    assertClose(weighted, repeated);
  }

  @Test
  void theLossOfAnEpochIsDividedByAllWeightsOnce() {
    Dataset data = Fixtures.blobs(ROWS, 1).withWeights(WEIGHTS);
    Model model = model();
    Trainer still =
        Trainer.of(model).loss(CrossEntropy.ofClassIndices()).optimizer(Sgd.of(1e-30)).workers(1);
    double whole = still.batch(ROWS).fit(data, 1).last().loss();
    assertThat(still.batch(5).fit(data, 1).last().loss()).isCloseTo(whole, offset(1e-6));
    assertThat(still.batch(3).accumulate(2).fit(data, 1).last().loss())
        .isCloseTo(whole, offset(1e-6));
  }

  @Test
  void weightsTravelWithSubsets() {
    Dataset data = Fixtures.blobs(ROWS, 1).withWeights(WEIGHTS);
    Dataset some = data.subset(0, 1, 4).withSampleShape(Shape.of(2, 5));
    assertThat(some.weights(0)).containsExactly(2);
    assertThat(some.weights(1)).containsExactly(0);
    assertThat(some.weights(2)).containsExactly(2);
    assertThat(Fixtures.blobs(ROWS, 1).weights(0)).isEmpty();
  }

  @Test
  void aMaskLeavesElementsOut() {
    float[] features = {1, 2, 3, 4};
    float[] targets = {1, 100, 2, 5, 3, 6, 100, 7};
    float[] mask = {1, 0, 1, 1, 1, 1, 0, 1};
    Shape two = Shape.of(2);
    Dataset data = Dataset.regression(Shape.of(1), features, two, targets).withWeights(mask);
    Model model = Sequential.of(Dense.of(2)).build(Shape.of(1), 3);
    float[] before = model.store().array().clone();
    try (TrainStep step =
        Trainer.of(model).loss(new MeanSquaredError()).optimizer(Sgd.of(0.01)).workers(1).step()) {
      double expected = 0;
      for (int i = 0; i < targets.length; i++) {
        // a dense layer's weight [2, 1], then its bias
        double prediction = before[i % 2] * features[i / 2] + before[2 + i % 2];
        expected += mask[i] * Math.pow(prediction - targets[i], 2) / 6;
      }
      assertThat(step.run(features, targets, mask)).isCloseTo((float) expected, offset(1e-4f));
    }
    float[] other = targets.clone();
    other[1] = -7;
    other[6] = 0;
    Model again = Sequential.of(Dense.of(2)).build(Shape.of(1), 3);
    Dataset sameButForTheMasked =
        Dataset.regression(Shape.of(1), features, two, other).withWeights(mask);
    Model first = Sequential.of(Dense.of(2)).build(Shape.of(1), 3);
    fit(first, new MeanSquaredError(), data, 2, data);
    fit(again, new MeanSquaredError(), sameButForTheMasked, 2, data);
    assertThat(again.store().sha256()).isEqualTo(first.store().sha256());
  }

  @Test
  void theBitsDoNotDependOnWorkers() {
    float[] weights = new float[203];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (i + 1) % 7 * 0.25f;
    }
    Dataset data = Fixtures.blobs(203, 1).withWeights(weights);
    String[] hashes =
        IntStream.of(1, 3)
            .mapToObj(
                count -> {
                  Model model = Fixtures.classifier(7);
                  try (Workers workers = ForkJoinWorkers.of(count, 0)) {
                    Trainer.of(model)
                        .loss(CrossEntropy.ofClassIndices())
                        .optimizer(Sgd.of(0.1))
                        .workers(workers)
                        .fit(data, 3);
                  }
                  return model.store().sha256();
                })
            .toArray(String[]::new);
    assertThat(hashes[0]).isEqualTo(hashes[1]);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    Dataset data = Fixtures.blobs(ROWS, 1);
    assertThatThrownBy(() -> data.withWeights(1, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("2 weights for 12 samples");
    float[] negative = new float[ROWS];
    negative[7] = -1;
    assertThatThrownBy(() -> data.withWeights(negative))
        .isInstanceOf(CotangentException.class)
        .hasMessage("row 7 has weight -1.0, expected a finite number, 0 or more");
    Dataset nothing = data.withWeights(new float[ROWS]);
    Model model = Fixtures.classifier(7);
    assertThatThrownBy(() -> fit(model, CrossEntropy.ofClassIndices(), nothing, 4, data))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("the training data has no sample that counts: all weights are 0");
    assertThatThrownBy(
            () ->
                fit(
                    model,
                    CrossEntropy.ofClassIndices().withIgnoreIndex(data.label(0)),
                    data.subset(0),
                    4,
                    data))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining("or the loss ignores them");
  }

  private static void assertClose(Model a, Model b) {
    float[] left = a.store().array();
    float[] right = b.store().array();
    for (int i = 0; i < left.length; i++) {
      assertThat(left[i]).isCloseTo(right[i], offset(1e-5f));
    }
  }
}
