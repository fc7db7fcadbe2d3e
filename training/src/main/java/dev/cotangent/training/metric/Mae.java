package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;

/**
 * The mean absolute error: the weighted mean of |output − target| over all elements, in the
 * targets' unit.
 */
public record Mae() implements Metric {

  private static final String ID = "mae";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public MetricState start(MetricInput input) {
    return Metric.mean(ID, (output, target) -> Math.abs(output - target)).start(input);
  }
}
