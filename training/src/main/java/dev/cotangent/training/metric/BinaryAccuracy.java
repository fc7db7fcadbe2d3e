package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Attributes;
import java.util.OptionalDouble;

/**
 * The share of yes-or-no answers that are right, each label of a sample by itself: an output above
 * the threshold says yes, a target above 0.5 means it. NaN is never right.
 *
 * @param threshold empty, by default: that of the loss
 */
public record BinaryAccuracy(OptionalDouble threshold) implements Metric {

  private static final String ID = "binary_accuracy";

  /** Checks the threshold. */
  public BinaryAccuracy {
    Threshold.checked(ID, threshold);
  }

  /** The defaults. */
  public BinaryAccuracy() {
    this(OptionalDouble.empty());
  }

  /** This metric with a threshold of its own. */
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
