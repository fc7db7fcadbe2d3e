package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Attributes;
import java.util.OptionalDouble;

/**
 * The share of elements (samples, tokens, pixels) whose class has the highest score, the first of
 * equal scores. A single output stands for the second of two classes where it is above a threshold.
 * NaN is never right. A model may have scores of more classes than the data.
 *
 * @param threshold of a single output; empty, by default: that of the loss
 */
public record Accuracy(OptionalDouble threshold) implements Metric {

  /** The name of the accuracy in tables. */
  public static final String ID = "accuracy";

  /** Checks the threshold. */
  public Accuracy {
    Threshold.checked(ID, threshold);
  }

  /** The defaults. */
  public Accuracy() {
    this(OptionalDouble.empty());
  }

  /** This accuracy with a threshold of its own for a single output. */
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
