package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Attributes;
import java.util.OptionalDouble;

/**
 * The share of predictions of a class that are right: hits / (hits + false alarms), 0 where nothing
 * was predicted, as in scikit-learn.
 *
 * @param average over classes or labels; {@code binary} by default
 * @param threshold of yes-or-no outputs; empty, by default: that of the loss
 */
public record Precision(Average average, OptionalDouble threshold) implements Metric {

  private static final String ID = "precision";
  private static final String AVERAGE = "average";

  /** Checks the threshold. */
  public Precision {
    Threshold.checked(ID, threshold);
  }

  /** The defaults. */
  public Precision() {
    this(Average.BINARY, OptionalDouble.empty());
  }

  /** The precision by an average. */
  public static Precision of(Average average) {
    return new Precision(average, OptionalDouble.empty());
  }

  /** This precision with a threshold of its own. */
  public Precision withThreshold(double newThreshold) {
    return new Precision(average, OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  /** As in {@code precision}, {@code precision_macro}. */
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
