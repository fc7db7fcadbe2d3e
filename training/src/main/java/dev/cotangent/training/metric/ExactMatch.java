package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.metric.WeightedMean;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/**
 * The share of samples whose weighted elements are all correct: all labels, or all tokens. A sample
 * counts by the largest weight of its elements; NaN always counts as wrong.
 *
 * @param threshold threshold of binary outputs; empty (the default): the loss's threshold
 */
public record ExactMatch(OptionalDouble threshold) implements Metric {

  private static final String ID = "exact_match";

  /** Checks the threshold. */
  public ExactMatch {
    Threshold.checked(ID, threshold);
  }

  /** Creates the metric with the default threshold. */
  public ExactMatch() {
    this(OptionalDouble.empty());
  }

  /** Returns this metric with its own threshold. */
  public ExactMatch withThreshold(double newThreshold) {
    return new ExactMatch(OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Attributes attributes() {
    return Threshold.attributes(Attributes.none(), threshold);
  }

  @Override
  public ExactMatch with(Attributes attributes) {
    attributes.allowOnly(Threshold.ATTRIBUTE);
    return new ExactMatch(Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    return new Rows(input, Choice.of(ID, input, threshold));
  }

  private static final class Rows implements MetricState {

    private final MetricInput input;
    private final Choice choice;
    private final WeightedMean mean = WeightedMean.of();

    Rows(MetricInput input, Choice choice) {
      this.input = input;
      this.choice = choice;
    }

    @Override
    public void add(MetricBatch batch) {
      for (int row = 0; row < batch.rows(); row++) {
        boolean right = true;
        float weight = 0;
        for (int i = 0; i < batch.elementsPerRow(); i++) {
          int element = row * batch.elementsPerRow() + i;
          if (batch.weight(element) > 0) {
            weight = Math.max(weight, batch.weight(element));
            right &= choice.of(batch, element) == Truth.of(input, batch, element);
          }
        }
        mean.add(right ? 1 : 0, weight);
      }
    }

    @Override
    public void merge(MetricState later) {
      mean.add(((Rows) later).mean);
    }

    @Override
    public double compute() {
      return mean.value();
    }
  }
}
