package dev.cotangent.training.metric;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/**
 * The precision: the share of correct predictions of a class, hits / (hits + false alarms); 0 if it
 * was never predicted, as in scikit-learn.
 *
 * @param average averaging over classes or labels; {@code binary} by default
 * @param threshold threshold of binary outputs; empty (the default): the loss's threshold
 */
public record Precision(Average average, OptionalDouble threshold) implements Metric {

  private static final String ID = "precision";
  private static final String AVERAGE = "average";

  /** Checks the threshold. */
  public Precision {
    Given.of(ID + ": the average", average);
    Threshold.checked(ID, threshold);
  }

  /** Creates the metric with the defaults. */
  public Precision() {
    this(Average.BINARY, OptionalDouble.empty());
  }

  /** Creates the precision with an average. */
  public static Precision of(Average average) {
    return new Precision(average, OptionalDouble.empty());
  }

  /** Returns this precision with its own threshold. */
  public Precision withThreshold(double newThreshold) {
    return new Precision(average, OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  /** For example {@code precision} or {@code precision_macro}. */
  @Override
  public String name() {
    return ID + average.suffix();
  }

  @Override
  public Attributes attributes() {
    return Threshold.attributes(Attributes.none().with(AVERAGE, average.id()), threshold);
  }

  @Override
  public Precision with(Attributes attributes) {
    attributes.allowOnly(AVERAGE, Threshold.ATTRIBUTE);
    return new Precision(
        Average.of(attributes.text(AVERAGE, average.id())), Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    return Hits.of(name(), input, threshold, average, Precision::score);
  }

  private static double score(double hits, double falseAlarms, double misses) {
    return hits == 0 ? 0 : hits / (hits + falseAlarms);
  }
}
