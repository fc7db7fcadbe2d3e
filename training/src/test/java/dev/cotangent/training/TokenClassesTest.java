package dev.cotangent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.BinaryCrossEntropyWithLogits;
import dev.cotangent.core.loss.CrossEntropy;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.random.RandomStream;
import dev.cotangent.core.work.Workers;
import dev.cotangent.layers.Conv2d;
import dev.cotangent.layers.Dense;
import dev.cotangent.layers.Lstm;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Adam;
import dev.cotangent.training.data.ClassTargets;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A class for each token of a sequence, trained and evaluated with a mask. */
class TokenClassesTest {

  private static final int TOKENS = 6;
  private static final int CLASSES = 3;
  private static final int ROWS = 96;
  private static final int IGNORED = -100;
  private static final Shape SAMPLE = Shape.of(TOKENS, 2);

  /**
   * Sequences of 3 to 6 tokens (a, b): class 2 where b rises, else whether a is positive; what lies
   * behind the end is noise without a class.
   */
  private static int[] labels(float[] features) {
    int[] labels = new int[ROWS * TOKENS];
    for (int i = 0; i < labels.length; i++) {
      int token = i % TOKENS;
      boolean rises = token > 0 && features[2 * i + 1] > features[2 * i - 1];
      labels[i] = token >= 3 + i / TOKENS % 4 ? IGNORED : rises ? 2 : features[2 * i] > 0 ? 1 : 0;
    }
    return labels;
  }

  private static float[] features() {
    RandomStream random = RandomStream.of(4, "tokens");
    float[] features = new float[ROWS * SAMPLE.size()];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) random.normal(i);
    }
    return features;
  }

  private static Dataset data(float[] features, int[] labels) {
    ClassTargets classes = ClassTargets.of(Shape.of(TOKENS), labels, CLASSES, IGNORED);
    return Dataset.of(SAMPLE, features, classes);
  }

  private static Model tagger(int outputs) {
    return Sequential.of(Lstm.of(12).withReturnSequences(), Dense.of(outputs))
        .build(SAMPLE, 5, Fixtures.REGISTRY);
  }

  private static History fit(Model model, Loss loss, Dataset data, int epochs) {
    return Trainer.of(model)
        .loss(loss)
        .optimizer(Adam.of(0.02))
        .kernels(Fixtures.portable())
        .workers(1)
        .fit(data, epochs);
  }

  @Test
  void aMaskedLossIsThatOfTheTokensThatCount() {
    float[] features = features();
    int[] labels = labels(features);
    Dataset data = data(features, labels);
    Model model = tagger(CLASSES);
    float[] scores = model.predictor().predict(features);
    double sum = 0;
    int count = 0;
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] != IGNORED) {
        sum -= logProbability(scores, i * CLASSES, labels[i]);
        right += best(scores, i * CLASSES) == labels[i] ? 1 : 0;
        count++;
      }
    }
    Evaluation found =
        Evaluator.of(model, CrossEntropy.ofClassIndices(), Workers.serial(), Fixtures.portable())
            .evaluate(data);
    assertThat(found.loss()).isCloseTo(sum / count, within(1e-6));
    assertThat(found.metric("accuracy")).isEqualTo((double) right / count);
    assertThat(found.samples()).isEqualTo(ROWS);
  }

  private static double logProbability(float[] scores, int at, int label) {
    double all = 0;
    for (int i = 0; i < CLASSES; i++) {
      all += StrictMath.exp(scores[at + i]);
    }
    return scores[at + label] - StrictMath.log(all);
  }

  private static int best(float[] scores, int at) {
    int best = 0;
    for (int i = 1; i < CLASSES; i++) {
      best = scores[at + i] > scores[at + best] ? i : best;
    }
    return best;
  }

  @Test
  void aTaggerLearns() {
    float[] features = features();
    Dataset data = data(features, labels(features));
    Model model = tagger(CLASSES);
    fit(model, CrossEntropy.ofClassIndices(), data, 80);
    Evaluation found =
        Evaluator.of(model, CrossEntropy.ofClassIndices(), Workers.serial(), Fixtures.portable())
            .evaluate(data);
    assertThat(found.metric("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void whatIsBehindTheMaskDoesNotCount() {
    float[] features = features();
    int[] labels = labels(features);
    float[] other = features.clone();
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == IGNORED) {
        other[2 * i] = 3;
        other[2 * i + 1] = -7;
      }
    }
    Model model = tagger(CLASSES);
    History first = fit(model, CrossEntropy.ofClassIndices(), data(features, labels), 2);
    History second = fit(tagger(CLASSES), CrossEntropy.ofClassIndices(), data(other, labels), 2);
    assertThat(second.sha256()).isEqualTo(first.sha256());
    int[] known = Arrays.stream(labels).map(label -> label == IGNORED ? 3 : label).toArray();
    Dataset unmasked = Dataset.of(SAMPLE, features, ClassTargets.of(Shape.of(TOKENS), known, 4));
    Model four = tagger(4);
    Loss ignoring = CrossEntropy.ofClassIndices().withIgnoreIndex(3);
    Evaluation found =
        Evaluator.of(four, ignoring, Workers.serial(), Fixtures.portable()).evaluate(unmasked);
    ClassTargets masked = ClassTargets.of(Shape.of(TOKENS), labels, 4, IGNORED);
    Evaluation same =
        Evaluator.of(four, CrossEntropy.ofClassIndices(), Workers.serial(), Fixtures.portable())
            .evaluate(Dataset.of(SAMPLE, features, masked));
    assertThat(found.loss()).isEqualTo(same.loss());
    assertThat(found.metrics()).isEqualTo(same.metrics());
  }

  @Test
  void twoClassesOfATokenByOneLogit() {
    float[] features = features();
    int[] labels = new int[ROWS * TOKENS];
    Arrays.setAll(labels, i -> features[2 * i] > features[2 * i + 1] ? 1 : 0);
    Dataset data = Dataset.of(SAMPLE, features, ClassTargets.of(Shape.of(TOKENS), labels, 2));
    Model model = tagger(1);
    fit(model, new BinaryCrossEntropyWithLogits(), data, 40);
    float[] scores = model.predictor().predict(features);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += scores[i] > 0 == (labels[i] == 1) ? 1 : 0;
    }
    assertThat(right).isGreaterThan((int) (0.95 * labels.length));
    Evaluation found =
        Evaluator.of(
                model, new BinaryCrossEntropyWithLogits(), Workers.serial(), Fixtures.portable())
            .evaluate(data);
    assertThat(found.metric("accuracy")).isEqualTo((double) right / labels.length);
  }

  /** A class for each pixel: whether it is brighter than its left neighbour. */
  @Test
  void twoClassesOfAPixelByAConvolution() {
    int side = 6;
    Shape image = Shape.of(1, side, side);
    RandomStream random = RandomStream.of(8, "pixels");
    float[] pixels = new float[40 * side * side];
    int[] labels = new int[pixels.length];
    float[] mask = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.normal(i);
      labels[i] = i % side > 0 && pixels[i] > pixels[i - 1] ? 1 : 0;
      mask[i] = i % side > 0 ? 1 : 0;
    }
    ClassTargets classes = ClassTargets.of(Shape.of(side, side), labels, 2).withWeights(mask);
    Dataset data = Dataset.of(image, pixels, classes);
    Model model = Model.build(Conv2d.of(1, 3).withPadding(1), image, 2, Fixtures.REGISTRY);
    BinaryCrossEntropyWithLogits loss = new BinaryCrossEntropyWithLogits();
    History history =
        Trainer.of(model)
            .loss(loss)
            .optimizer(Adam.of(0.05))
            .kernels(Fixtures.portable())
            .workers(1)
            .validation(data)
            .fit(data, 60);
    float[] scores = model.predictor().predict(pixels);
    double surprise = 0;
    double counted = 0;
    double right = 0;
    for (int i = 0; i < scores.length; i++) {
      double signed = labels[i] == 1 ? -scores[i] : scores[i];
      surprise += mask[i] * StrictMath.log1p(StrictMath.exp(signed));
      right += mask[i] * (signed < 0 ? 1 : 0);
      counted += mask[i];
    }
    Evaluation judged = history.last().validation().orElseThrow();
    assertThat(judged.loss()).isCloseTo(surprise / counted, within(1e-6));
    assertThat(judged.metric("accuracy")).isEqualTo(right / counted).isGreaterThan(0.95);
  }
}
