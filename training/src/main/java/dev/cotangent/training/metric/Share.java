package dev.cotangent.training.metric;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.metric.WeightedMean;

/** The share of elements that are right, by their weights. */
final class Share implements MetricState {

  /** Whether an element is right. */
  interface Judge {

    boolean isRight(MetricBatch batch, int element);
  }

  private final Judge judge;
  private final WeightedMean mean = new WeightedMean();

  Share(Judge judge) {
    this.judge = judge;
  }

  @Override
  public void add(MetricBatch batch) {
    for (int i = 0; i < batch.elements(); i++) {
      float weight = batch.weight(i);
      if (weight > 0) {
        mean.add(judge.isRight(batch, i) ? 1 : 0, weight);
      }
    }
  }

  @Override
  public void merge(MetricState later) {
    mean.add(((Share) later).mean);
  }

  @Override
  public double value() {
    return mean.value();
  }
}
