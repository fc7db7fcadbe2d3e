package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.spi.Attributes;
import java.util.OptionalDouble;

/** The value above which a single output predicts the positive class. */
final class Threshold {

  static final String ATTRIBUTE = "threshold";

  private Threshold() {}

  /**
   * Returns the metric's own threshold, otherwise the loss's.
   *
   * @throws CotangentException if there is neither
   */
  static double of(String metric, MetricInput input, OptionalDouble own) {
    OptionalDouble used = own.isPresent() ? own : input.threshold();
    return used.orElseThrow(
        () ->
            new CotangentException(
                metric
                    + ": a single binary output needs a threshold, and the loss defines none; set"
                    + " one, as in withThreshold(0.5)"));
  }

  static Attributes attributes(Attributes others, OptionalDouble threshold) {
    return threshold.isPresent() ? others.with(ATTRIBUTE, threshold.getAsDouble()) : others;
  }

  static OptionalDouble read(Attributes attributes, OptionalDouble before) {
    return attributes.has(ATTRIBUTE) ? OptionalDouble.of(attributes.number(ATTRIBUTE)) : before;
  }

  /**
   * Checks a threshold.
   *
   * @throws CotangentException if it is NaN
   */
  static OptionalDouble checked(String metric, OptionalDouble threshold) {
    if (threshold.isPresent() && Double.isNaN(threshold.getAsDouble())) {
      throw new CotangentException(metric + ": the threshold is NaN, expected a number");
    }
    return threshold;
  }
}
