package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Attributes;
import java.util.OptionalDouble;

/**
 * The share of a class that is found: hits / (hits + misses), 0 where there was nothing to find, as
 * in scikit-learn.
 *
 * @param average over classes or labels; {@code binary} by default
 * @param threshold of yes-or-no outputs; empty, by default: that of the loss
 */
public record Recall(Average average, OptionalDouble threshold) implements Metric {

  private static final String ID = "recall";
  private static final String AVERAGE = "average";

  /** Checks the threshold. */
  public Recall {
    Threshold.checked(ID, threshold);
  }

  /** The defaults. */
  public Recall() {
    this(Average.BINARY, OptionalDouble.empty());
  }

  /** The recall by an average. */
  public static Recall of(Average average) {
    return new Recall(average, OptionalDouble.empty());
  }

  /** This recall with a threshold of its own. */
  public Recall withThreshold(double newThreshold) {
    return new Recall(average, OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  /** As in {@code recall}, {@code recall_macro}. */
  @Override
  public String name() {
    return ID + average.suffix();
  }

  @Override
  public Attributes attributes() {
    return Threshold.attributes(Attributes.none().with(AVERAGE, average.id()), threshold);
  }

  @Override
  public Recall with(Attributes attributes) {
    attributes.allowOnly(AVERAGE, Threshold.ATTRIBUTE);
    return new Recall(
        Average.of(attributes.text(AVERAGE, average.id())), Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    return Hits.of(name(), input, threshold, average, Recall::score);
  }

  private static double score(double hits, double falseAlarms, double misses) {
    return hits == 0 ? 0 : hits / (hits + misses);
  }
}
