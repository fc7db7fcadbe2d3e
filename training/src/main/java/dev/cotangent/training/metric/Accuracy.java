package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/**
 * The accuracy: the share of elements (samples, tokens, pixels) whose class has the highest score,
 * the first of equal ones. A single output predicts the second of two classes if it is above a
 * threshold. NaN always counts as wrong. A model may have scores for more classes than the data.
 *
 * @param threshold threshold of a single output; empty (the default): the loss's threshold
 */
public record Accuracy(OptionalDouble threshold) implements Metric {

  /** The name of the accuracy in tables. */
  public static final String ID = "accuracy";

  /** Checks the threshold. */
  public Accuracy {
    Threshold.checked(ID, threshold);
  }

  /** Creates the metric with the default threshold. */
  public Accuracy() {
    this(OptionalDouble.empty());
  }

  /** Returns this accuracy with its own threshold for a single output. */
  public Accuracy withThreshold(double newThreshold) {
    return new Accuracy(OptionalDouble.of(newThreshold));
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
  public Accuracy with(Attributes attributes) {
    attributes.allowOnly(Threshold.ATTRIBUTE);
    return new Accuracy(Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    input.requireClasses(ID);
    Choice choice = Choice.of(ID, input, threshold);
    return new Share((batch, element) -> choice.of(batch, element) == batch.label(element));
  }
}
