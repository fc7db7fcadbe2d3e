package dev.cotangent.training.metric;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.metric.WeightedMean;

/** The weighted share of correct elements. */
final class Share implements MetricState {

  /** Tests whether an element is correct. */
  interface Test {

    boolean isRight(MetricBatch batch, int element);
  }

  private final Test test;
  private final WeightedMean mean = WeightedMean.of();

  Share(Test test) {
    this.test = test;
  }

  @Override
  public void add(MetricBatch batch) {
    for (int i = 0; i < batch.elements(); i++) {
      float weight = batch.weight(i);
      if (weight > 0) {
        mean.add(test.isRight(batch, i) ? 1 : 0, weight);
      }
    }
  }

  @Override
  public void merge(MetricState later) {
    mean.add(((Share) later).mean);
  }

  @Override
  public double compute() {
    return mean.value();
  }
}
