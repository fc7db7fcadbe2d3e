package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;

/**
 * The root mean squared error: √(mean (output − target)²), weighted over all elements, in the
 * targets' unit.
 */
public record Rmse() implements Metric {

  /** The name of the root mean squared error in tables. */
  public static final String ID = "rmse";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public MetricState start(MetricInput input) {
    return new Root(
        Metric.mean(ID, (output, target) -> (output - target) * (output - target)).start(input));
  }

  private record Root(MetricState squares) implements MetricState {

    @Override
    public void add(MetricBatch batch) {
      squares.add(batch);
    }

    @Override
    public void merge(MetricState later) {
      squares.merge(((Root) later).squares);
    }

    @Override
    public double compute() {
      return Math.sqrt(squares.compute());
    }
  }
}
