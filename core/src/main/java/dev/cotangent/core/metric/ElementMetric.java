package dev.cotangent.core.metric;

import dev.cotangent.core.CotangentException;
import java.util.function.DoubleBinaryOperator;

/**
 * The weighted mean of a function of output and target over all elements; see {@link Metric#mean}.
 *
 * @param id lower-case letters, digits and underscores
 * @param function the function of output and target
 */
public record ElementMetric(String id, DoubleBinaryOperator function, boolean higherIsBetter)
    implements Metric {

  /**
   * Checks the id.
   *
   * @throws CotangentException if it is malformed
   */
  public ElementMetric {
    if (!id.matches("[a-z][a-z0-9_]*")) {
      throw new CotangentException(
          "metric: the id is '"
              + id
              + "', expected lower-case letters, digits and underscores, as in bias");
    }
  }

  /** Returns this metric with the direction in which it improves. */
  public ElementMetric withHigherIsBetter(boolean higher) {
    return new ElementMetric(id, function, higher);
  }

  @Override
  public MetricState start(MetricInput input) {
    input.requireNumbers(id);
    return new Mean(function);
  }

  private static final class Mean implements MetricState {

    private final DoubleBinaryOperator function;
    private final WeightedMean mean = WeightedMean.of();

    Mean(DoubleBinaryOperator function) {
      this.function = function;
    }

    @Override
    public void add(MetricBatch batch) {
      for (int i = 0; i < batch.elements(); i++) {
        double weight = batch.weight(i);
        if (weight > 0) {
          mean.add(function.applyAsDouble(batch.output(i), batch.target(i)), weight);
        }
      }
    }

    @Override
    public void merge(MetricState later) {
      mean.add(((Mean) later).mean);
    }

    @Override
    public double compute() {
      return mean.value();
    }
  }
}
