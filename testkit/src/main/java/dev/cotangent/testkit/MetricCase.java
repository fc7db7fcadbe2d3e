package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.metric.MetricInput;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A form of outputs and targets, with random samples of it.
 *
 * @param name name used in messages, such as {@code three classes}
 */
record MetricCase(String name, MetricInput input) {

  /** A logit of a confident prediction. */
  private static final float SURE = 8;

  private static final int OCTAVES = 20;

  /** The forms that occur in training. */
  static List<MetricCase> usual() {
    return List.of(
        new MetricCase("three classes", classes(Shape.of(3), Shape.scalar(), 3)),
        new MetricCase("two classes by one output", classes(Shape.of(1), Shape.scalar(), 2)),
        new MetricCase(
            "two classes for each of five tokens", classes(Shape.of(5, 2), Shape.of(5), 2)),
        new MetricCase("four labels", probabilities(numbers(4))),
        new MetricCase("one number", numbers(1)),
        new MetricCase("four numbers", numbers(4)));
  }

  private static MetricInput classes(Shape output, Shape target, int count) {
    List<String> names = IntStream.range(0, count).mapToObj(i -> "c" + i).toList();
    return logits(MetricInput.ofClasses(output, target, names));
  }

  private static MetricInput numbers(int count) {
    return MetricInput.ofNumbers(Shape.of(count), Shape.of(count));
  }

  private static MetricInput logits(MetricInput input) {
    return input.with(OptionalDouble.of(0), Scores.LOGITS);
  }

  private static MetricInput probabilities(MetricInput input) {
    return input.with(OptionalDouble.of(0.5), Scores.PROBABILITIES);
  }

  /** Whether the targets are labels, 0 for no and 1 for yes. */
  private boolean isYesOrNo() {
    return !input.hasClasses() && input.threshold().isPresent();
  }

  /** Draws samples; a fifth of the elements has weight 0. */
  MetricRows draw(int rows, long seed) {
    Draw draw = new Draw(seed, "metric");
    int elements = rows * input.target().size();
    float[] outputs = Draw.floats(draw.doubles(rows * input.output().size(), 1));
    if (input.scores() == Scores.PROBABILITIES) {
      for (int i = 0; i < outputs.length; i++) {
        outputs[i] = (float) (1 / (1 + StrictMath.exp(-outputs[i])));
      }
    }
    int[] labels = new int[elements];
    float[] targets = new float[elements];
    float[] weights = new float[elements];
    for (int i = 0; i < elements; i++) {
      labels[i] = draw.below(Math.max(1, input.classes()));
      targets[i] = isYesOrNo() ? draw.below(2) : (float) (draw.doubles(1, 1)[0] + 0.1);
      if (!input.hasClasses() && !isYesOrNo()) { // of all magnitudes, so that sums round
        double scale = StrictMath.pow(2, draw.below(2 * OCTAVES + 1) - OCTAVES);
        targets[i] = (float) (targets[i] * scale);
        outputs[i] = (float) (outputs[i] * scale);
      }
      weights[i] = draw.below(5) / 2f;
    }
    return new MetricRows(input, rows, outputs, labels, targets, weights);
  }

  /** The same samples with perfect predictions. */
  MetricRows perfect(MetricRows drawn) {
    float[] outputs = drawn.outputs().clone();
    int scores = input.scoresPerElement();
    for (int i = 0; i < outputs.length; i++) {
      int element = i / scores;
      if (!input.hasClasses()) {
        outputs[i] = drawn.targets()[element];
      } else {
        int label = drawn.labels()[element];
        outputs[i] = sure(scores == 1 ? label == 1 : label == i % scores);
      }
    }
    return drawn.withOutputs(outputs);
  }

  private float sure(boolean yes) {
    double threshold = input.threshold().orElse(0);
    return (float) (yes ? threshold + SURE : threshold - SURE);
  }
}
