package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/**
 * The share of correct binary predictions, where each label of a sample counts separately: an
 * output above the threshold predicts yes, a target above 0.5 means yes. NaN always counts as
 * wrong.
 *
 * @param threshold threshold of the outputs; empty (the default): the loss's threshold
 */
public record BinaryAccuracy(OptionalDouble threshold) implements Metric {

  private static final String ID = "binary_accuracy";

  /** Checks the threshold. */
  public BinaryAccuracy {
    Threshold.checked(ID, threshold);
  }

  /** Creates the metric with the default threshold. */
  public BinaryAccuracy() {
    this(OptionalDouble.empty());
  }

  /** Returns this metric with its own threshold. */
  public BinaryAccuracy withThreshold(double newThreshold) {
    return new BinaryAccuracy(OptionalDouble.of(newThreshold));
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
  public BinaryAccuracy with(Attributes attributes) {
    attributes.allowOnly(Threshold.ATTRIBUTE);
    return new BinaryAccuracy(Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    Choice choice = Choice.of(ID, input, threshold);
    return new Share(
        (batch, element) -> choice.of(batch, element) == Truth.of(input, batch, element));
  }
}
