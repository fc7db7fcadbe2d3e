package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.layers.Activate;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Dropout;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.Average;
import dev.cotangent.training.metric.FBeta;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.metric.RocAuc;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.Evaluation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A loop of one's own evaluates batches of tokens, of which a mask counts some. */
class EvaluatedBatchesTest {

  private static final int LENGTH = 5;
  private static final Shape TOKENS = Shape.of(LENGTH);
  private static final OutputMetric RIGHT =
      OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask").withName("right");

  private final Model model =
      Sequential.of(Dense.of(8), Activate.with("tanh"), Dropout.of(0.2), Dense.of(2))
          .build(Shape.of(LENGTH, 3), 3, Fixtures.REGISTRY);

  private Objective tagger() {
    return Objective.of(
        model,
        f -> {
          Tensor logits = f.apply(model, f.input("words", Shape.of(LENGTH, 3)));
          Tensor tags = f.labels("tag", TOKENS);
          Tensor mask = f.input("mask", TOKENS);
          f.part("tags", CrossEntropy.ofClassIndices().terms(logits, tags).weighted(mask), 1);
          f.output("tags", logits);
          f.output("hits", logits.argMax(2).equalTo(tags).cast(DType.F32));
          f.output("doubled", mask.mul(2));
          f.output("best", logits.argMax(2));
        });
  }

  private TrainStep step(UnaryOperator<Trainer> settings) {
    Trainer trainer =
        Trainer.of(tagger()).optimizer(Adam.of(0.01)).workers(1).kernels(Fixtures.portable());
    return settings.apply(trainer).step();
  }

  /** Rows of tokens; where the mask is 0, the tag is wrong. */
  private static Batch batch(int from, int to) {
    RandomStream random = RandomStream.of(1, "words");
    int tokens = (to - from) * LENGTH;
    float[] words = new float[tokens * 3];
    int[] tags = new int[tokens];
    float[] mask = new float[tokens];
    for (int i = 0; i < tokens; i++) {
      int token = from * LENGTH + i;
      for (int k = 0; k < 3; k++) {
        words[3 * i + k] = (float) random.normal(3L * token + k);
      }
      mask[i] = token % 3 == 0 ? 0 : 1 + token % 2;
      tags[i] = words[3 * i] > 0 == mask[i] > 0 ? 1 : 0;
    }
    return Batch.of("words", words).and("tag", tags).and("mask", mask);
  }

  private static List<Batch> batches(int... ends) {
    List<Batch> all = new ArrayList<>();
    for (int i = 0; i < ends.length; i++) {
      all.add(batch(i == 0 ? 0 : ends[i - 1], ends[i]));
    }
    return all;
  }

  @Test
  void metricsHaveTheSameBitsForAnyDivisionWorkersAndKernels() {
    OutputMetric f1 = OutputMetric.of(FBeta.f1(Average.MACRO), "tags", "tag").withWeights("mask");
    OutputMetric auc = OutputMetric.of(new RocAuc(), "tags", "tag").withWeights("mask");
    UnaryOperator<Trainer> metrics = trainer -> trainer.metrics(RIGHT, f1, auc);
    Evaluation whole;
    try (TrainStep step = step(metrics)) {
      for (int i = 0; i < 30; i++) {
        step.run(batch(0, 20));
      }
      whole = step.evaluate(batches(64));
      Evaluation split = step.evaluate(batches(1, 30, 33, 64));
      assertThat(split.samples()).isEqualTo(whole.samples()).isEqualTo(64);
      for (String name : List.of("right", "f1_macro", "roc_auc")) {
        assertThat(split.metric(name)).isEqualTo(whole.metric(name)).isBetween(0.7, 1.0);
      }
      assertThat(whole.loss()).isEqualTo(whole.metric("tags"));
      step.evaluate(batch(0, 64));
      assertThat(whole.metric("right")).isEqualTo(right(step.output("hits")));
    }
    for (String kernels : List.of("portable", "vector")) {
      UnaryOperator<Trainer> engine =
          trainer -> trainer.workers(2).kernels(Fixtures.REGISTRY.kernels(kernels));
      try (TrainStep step = step(trainer -> engine.apply(metrics.apply(trainer)))) {
        assertThat(step.evaluate(batches(64))).isEqualTo(whole);
      }
    }
  }

  private static double right(float[] hits) {
    float[] mask = (float[]) batch(0, 64).array(2);
    double sum = 0;
    double all = 0;
    for (int i = 0; i < hits.length; i++) {
      sum += mask[i] * hits[i];
      all += mask[i];
    }
    return sum / all;
  }

  @Test
  void targetsAndWeightsMayBeComputed() {
    OutputMetric doubled = RIGHT.withWeights("doubled").withName("doubled");
    OutputMetric same = OutputMetric.of(new Accuracy(), "tags", "best").withName("same");
    try (TrainStep step = step(trainer -> trainer.metrics(RIGHT, doubled, same))) {
      Evaluation found = step.evaluate(batches(10, 20));
      assertThat(found.metric("doubled")).isEqualTo(found.metric("right"));
      assertThat(found.metric("same")).isEqualTo(1);
    }
  }

  @Test
  void anEvaluationChangesNoTraining() {
    Model twin = model.copy();
    String evaluated = trained(true);
    System.arraycopy(
        twin.store().array(), 0, model.store().array(), 0, twin.store().array().length);
    assertThat(trained(false)).isEqualTo(evaluated);
  }

  private String trained(boolean evaluating) {
    try (TrainStep step = step(trainer -> trainer.metrics(RIGHT))) {
      for (int i = 0; i < 5; i++) {
        step.accumulate(batch(0, 10));
        if (evaluating) {
          step.evaluate(batches(10, 15));
        }
        step.run(batch(10, 20));
        assertThat(evaluating ? step.evaluate(batches(20)).metric("right") : 0.5).isBetween(0., 1.);
      }
      return model.store().sha256();
    }
  }

  @Test
  void arraysMayBeFilledAnew() {
    try (TrainStep step = step(trainer -> trainer.metrics(RIGHT))) {
      Batch one = batch(0, 8);
      Iterable<Batch> refilled =
          () ->
              Arrays.stream(new int[] {0, 8, 16})
                  .mapToObj(from -> refill(one, batch(from, from + 8)))
                  .iterator();
      assertThat(step.evaluate(refilled)).isEqualTo(step.evaluate(batches(8, 16, 24)));
    }
  }

  private static Batch refill(Batch into, Batch from) {
    for (int i = 0; i < into.size(); i++) {
      System.arraycopy(from.array(i), 0, into.array(i), 0, into.length(i));
    }
    return into;
  }

  @Test
  void mistakesAreNamed() {
    try (TrainStep step = step(trainer -> trainer.metrics(RIGHT))) {
      assertError(step, List.of(), "there are no batches to evaluate, expected 1 or more");
      Batch ignored = batch(0, 2);
      ((int[]) ignored.array(1))[0] = -100;
      assertThat(step.evaluate(List.of(ignored)).metric("right"))
          .isEqualTo(step.evaluate(batches(2)).metric("right"));
      Batch wrong = batch(0, 2);
      ((int[]) wrong.array(1))[1] = 7;
      assertError(
          step,
          List.of(wrong),
          "metric 'right': target 'tag' is I32[2, 5] and has 7 at 1, expected a class from 0 to 1;"
              + " give ignored elements weight 0");
      Batch negative = batch(0, 2);
      ((float[]) negative.array(2))[3] = -1;
      assertError(
          step,
          List.of(negative),
          "metric 'right': weight 3 is -1.0, expected a finite number, 0 or more");
      assertError(
          step,
          List.of(Batch.of("words", new float[15]).and("tag", new int[5])),
          "has no array for input 'mask', expected one");
    }
    TrainStep closed = step(trainer -> trainer.metrics(RIGHT));
    closed.close();
    assertError(closed, batches(2), "the step is closed");
  }

  private static void assertError(TrainStep step, List<Batch> batches, String message) {
    assertThatThrownBy(() -> step.evaluate(batches))
        .isInstanceOf(CotangentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void dataSetsAreEvaluatedInBatches() {
    Dataset data = Fixtures.blobs(50, 1);
    Model classifier = Model.build(Dense.of(3), data.sampleShape(), 1, Fixtures.REGISTRY);
    Objective objective =
        Objective.of(
            classifier,
            f -> {
              Tensor y = f.apply(classifier, f.input("features", data.sampleShape()));
              Tensor labels = f.labels("target", Shape.scalar());
              f.part("loss", CrossEntropy.ofClassIndices().terms(y, labels), 1);
              f.output("y", y);
            });
    try (TrainStep step =
        Trainer.of(objective)
            .optimizer(Adam.of(0.01))
            .batch(16)
            .workers(1)
            .metrics(OutputMetric.of(new Accuracy(), "y", "target"))
            .step()) {
      Evaluation expected = classifier.evaluate(data, CrossEntropy.ofClassIndices());
      Evaluation found = step.evaluate(data);
      assertThat(found.accuracy()).isEqualTo(expected.accuracy());
      assertThat(found.samples()).isEqualTo(50);
      assertThatThrownBy(() -> step.evaluate(data.subset()))
          .hasMessageContaining("the evaluation data has no samples");
    }
  }
}
