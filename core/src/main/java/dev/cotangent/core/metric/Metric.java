package dev.cotangent.core.metric;

import dev.cotangent.core.spi.Attributes;
import java.util.function.DoubleBinaryOperator;

/**
 * A number that says how good predictions are, such as the accuracy. Immutable, safe for use by
 * many threads. Found by {@link java.util.ServiceLoader} through a public constructor without
 * arguments, which gives the defaults.
 *
 * <p>A metric sees elements: each sample, or each token, pixel or number of a sample, with a weight
 * of its own. It adds up batch by batch in a {@link MetricState}. For the mean of a function of
 * output and target a lambda will do:
 *
 * <pre>{@code
 * Metric bias = Metric.mean("bias", (output, target) -> output - target);
 * }</pre>
 */
public interface Metric {

  /** The stable lower-case id of its kind, as in {@code f_beta}. */
  String id();

  /**
   * The name in tables, logs and files, as in {@code f1_macro}, by which callbacks watch it; by
   * default the id. Metrics of one evaluation have different names; one with the name of a usual
   * metric takes its place.
   */
  default String name() {
    return id();
  }

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * The same metric with those attributes; absent ones stay as they are.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Metric with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /** Whether a higher value is a better one; false by default, as for errors. */
  default boolean higherIsBetter() {
    return false;
  }

  /**
   * Begins a measurement.
   *
   * @throws dev.cotangent.core.CotangentException if the metric is not defined for such outputs and
   *     targets, naming both and what was expected
   */
  MetricState start(MetricInput input);

  /**
   * The weighted mean of a function of each output and its target, of which less is better; see
   * {@link ElementMetric#withHigherIsBetter}.
   *
   * @param id lower-case letters, digits and underscores
   */
  static ElementMetric mean(String id, DoubleBinaryOperator ofOutputAndTarget) {
    return new ElementMetric(id, ofOutputAndTarget, false);
  }
}
