package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.text.Decimals;
import java.util.OptionalDouble;

/**
 * The weighted harmonic mean of precision and recall, with recall weighted by β²: (1 + β²)·hits /
 * ((1 + β²)·hits + β²·misses + false alarms), 0 without hits. With β = 1, the default, it is F1.
 *
 * @param beta weight of recall, above 0
 * @param average averaging over classes or labels; {@code binary} by default
 * @param threshold threshold of binary outputs; empty (the default): the loss's threshold
 */
public record FBeta(double beta, Average average, OptionalDouble threshold) implements Metric {

  private static final String ID = "f_beta";
  private static final String BETA = "beta";
  private static final String AVERAGE = "average";

  /** Checks β and the threshold. */
  public FBeta {
    Given.of(ID + ": the average", average);
    if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
      throw new CotangentException(
          ID + ": beta is " + Decimals.of(beta) + ", expected a finite number above 0");
    }
    Threshold.checked(ID, threshold);
  }

  /** Creates F1 of the second of two classes, or of a single label. */
  public FBeta() {
    this(1, Average.BINARY, OptionalDouble.empty());
  }

  /** Creates F1 with an average. */
  public static FBeta f1(Average average) {
    return of(1, average);
  }

  /** Creates F-beta with an average. */
  public static FBeta of(double beta, Average average) {
    return new FBeta(beta, average, OptionalDouble.empty());
  }

  /** Returns this metric with its own threshold. */
  public FBeta withThreshold(double newThreshold) {
    return new FBeta(beta, average, OptionalDouble.of(newThreshold));
  }

  @Override
  public String id() {
    return ID;
  }

  /** For example {@code f1} or {@code f0.5_macro}. */
  @Override
  public String name() {
    boolean whole = beta == Math.rint(beta) && beta < 1e6;
    return "f" + (whole ? Long.toString((long) beta) : Decimals.of(beta)) + average.suffix();
  }

  @Override
  public Attributes attributes() {
    Attributes own = Attributes.none().with(BETA, beta).with(AVERAGE, average.id());
    return Threshold.attributes(own, threshold);
  }

  @Override
  public FBeta with(Attributes attributes) {
    attributes.allowOnly(BETA, AVERAGE, Threshold.ATTRIBUTE);
    return new FBeta(
        attributes.number(BETA, beta),
        Average.of(attributes.text(AVERAGE, average.id())),
        Threshold.read(attributes, threshold));
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    return Hits.of(name(), input, threshold, average, this::score);
  }

  private double score(double hits, double falseAlarms, double misses) {
    double square = beta * beta;
    double twice = (1 + square) * hits;
    return hits == 0 ? 0 : twice / (twice + square * misses + falseAlarms);
  }
}
