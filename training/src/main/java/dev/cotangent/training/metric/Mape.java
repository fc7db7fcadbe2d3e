package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;

/**
 * The mean absolute percentage error: the weighted mean of |output − target| / max(|target|, 2⁻⁵²)
 * over all elements, as a fraction (1 is 100 %), as in scikit-learn.
 */
public record Mape() implements Metric {

  private static final String ID = "mape";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public MetricState start(MetricInput input) {
    return Metric.mean(
            ID, (output, target) -> Math.abs(output - target) / Math.max(Math.abs(target), 0x1p-52))
        .start(input);
  }
}
