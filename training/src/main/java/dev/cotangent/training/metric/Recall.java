package dev.cotangent.training.metric;

import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/**
 * The recall: the share of a class that is found, hits / (hits + misses); 0 if the class does not
 * occur, as in scikit-learn.
 *
 * @param average averaging over classes or labels; {@code binary} by default
 * @param threshold threshold of binary outputs; empty (the default): the loss's threshold
 */
public record Recall(Average average, OptionalDouble threshold) implements Metric {

  private static final String ID = "recall";
  private static final String AVERAGE = "average";

  /** Checks the threshold. */
  public Recall {
    Given.of(ID + ": the average", average);
    Threshold.checked(ID, threshold);
  }

  /** Creates the metric with the defaults. */
  public Recall() {
    this(Average.BINARY, OptionalDouble.empty());
  }

  /** Creates the recall with an average. */
  public static Recall of(Average average) {
    return new Recall(average, OptionalDouble.empty());
  }

  /** Returns this recall with its own threshold. */
  public Recall withThreshold(double newThreshold) {
    return new Recall(average, OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  /** For example {@code recall} or {@code recall_macro}. */
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
