package dev.cotangent.training.metric;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;

/** The class of an element: its label, or 1 if a numeric target is above 0.5. */
final class Truth {

  private Truth() {}

  static int of(MetricInput input, MetricBatch batch, int element) {
    if (input.hasClasses()) {
      return batch.label(element);
    }
    return batch.target(element) > 0.5f ? 1 : 0;
  }
}
