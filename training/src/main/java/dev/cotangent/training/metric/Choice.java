package dev.cotangent.training.metric;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import java.util.OptionalDouble;

/**
 * Maps the outputs for an element to a class: the highest score, the first of equal ones; for a
 * single output, the second class if it is above a threshold. NaN is never chosen.
 */
final class Choice {

  /** The result if all scores are NaN. */
  static final int NONE = -1;

  private final int scores;
  private final double threshold;

  private Choice(int scores, double threshold) {
    this.scores = scores;
    this.threshold = threshold;
  }

  /**
   * Creates the choice for class targets, or for single binary outputs if the targets are numbers.
   */
  static Choice of(String metric, MetricInput input, OptionalDouble threshold) {
    if (input.hasClasses()) {
      input.requireClasses(metric);
      return input.isSingle()
          ? new Choice(1, Threshold.of(metric, input, threshold))
          : new Choice(input.scoresPerElement(), 0);
    }
    input.requireNumbers(metric);
    return new Choice(1, Threshold.of(metric, input, threshold));
  }

  int of(MetricBatch batch, int element) {
    if (scores > 1) {
      return highest(batch.outputs(), batch.offset(element));
    }
    float score = batch.output(element);
    return Float.isNaN(score) ? NONE : score > threshold ? 1 : 0;
  }

  private int highest(float[] outputs, int offset) {
    int best = NONE;
    for (int i = 0; i < scores; i++) {
      float score = outputs[offset + i];
      if (!Float.isNaN(score) && (best == NONE || score > outputs[offset + best])) {
        best = i;
      }
    }
    return best;
  }
}
