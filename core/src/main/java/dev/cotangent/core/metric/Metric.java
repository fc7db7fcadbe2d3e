package dev.cotangent.core.metric;

import dev.cotangent.core.spi.Attributes;
import java.util.function.DoubleBinaryOperator;

/**
 * A measure of the quality of predictions, such as accuracy. Immutable and thread-safe. A plugin
 * needs a public constructor without arguments, which gives the defaults, for {@link
 * java.util.ServiceLoader}.
 *
 * <p>A metric is computed over elements: samples, or the tokens, pixels or numbers of a sample,
 * each with a weight. Batches are accumulated in a {@link MetricState}. A mean of a function of
 * output and target needs only a lambda:
 *
 * <pre>{@code
 * Metric bias = Metric.mean("bias", (output, target) -> output - target);
 * }</pre>
 */
public interface Metric {

  /** The stable lower-case id of the plugin, such as {@code f_beta}. */
  String id();

  /**
   * The name in tables, logs and files, such as {@code f1_macro}, by which callbacks refer to it;
   * by default the id. Names are unique within an evaluation; a metric with the name of a default
   * metric replaces it.
   */
  default String name() {
    return id();
  }

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * Returns the same metric with these attributes; absent ones keep their values.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Metric with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /** Whether a higher value is better; by default false, as for errors. */
  default boolean higherIsBetter() {
    return false;
  }

  /**
   * Starts accumulating.
   *
   * @throws dev.cotangent.core.CotangentException if the metric is not defined for such outputs and
   *     targets, naming both and what was expected
   */
  MetricState start(MetricInput input);

  /**
   * Returns the weighted mean of a function of each output and its target; lower is better unless
   * changed with {@link ElementMetric#withHigherIsBetter}.
   *
   * @param id lower-case letters, digits and underscores
   */
  static ElementMetric mean(String id, DoubleBinaryOperator ofOutputAndTarget) {
    return new ElementMetric(id, ofOutputAndTarget, false);
  }
}
