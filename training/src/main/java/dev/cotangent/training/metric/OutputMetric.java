package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.spi.Attributes;
import java.util.Optional;

/**
 * A metric of an {@linkplain dev.cotangent.training.objective.Objective objective}, bound by name
 * to the output and the target to compare.
 *
 * <pre>{@code
 * Trainer.of(objective)
 *     .metrics(
 *         OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask"),
 *         OutputMetric.of(new Mae(), "length", "length"));
 * }</pre>
 *
 * <p>Outputs are F32 of shape [rows, ...]. Targets have shape [rows, ...] as well: I32 for classes,
 * where the output has a score for each class, or one score for two classes; F32 for numbers.
 * Weights are F32, one for each row or one for each element of the target.
 *
 * @param metric the metric to compute
 * @param name name in tables and logs, by which callbacks watch it; defaults to the metric's name
 * @param output name of an output of {@link dev.cotangent.training.objective.Forward#output}
 * @param target name of an input of the objective, otherwise of an output
 * @param weights name of an input of the objective, otherwise of an output; empty: elements count
 *     alike, except that the targets of a data set, {@code target} and {@code target.NAME}, count
 *     by {@code weights} and {@code weights.NAME} if the objective has such an input
 */
public record OutputMetric(
    Metric metric, String name, String output, String target, Optional<String> weights)
    implements Metric {

  private static final String OUTPUT = "output";
  private static final String TARGET = "target";
  private static final String WEIGHTS = "weights";

  /**
   * Checks that the metric is bound only once.
   *
   * @throws CotangentException if the metric is bound already
   */
  public OutputMetric {
    Given.of("output metric: the metric", metric);
    Given.of("output metric: the name", name);
    Given.of("output metric: the output", output);
    Given.of("output metric: the target", target);
    if (metric instanceof OutputMetric bound) {
      throw new CotangentException(
          "output metric: '"
              + bound.name
              + "' is bound to output '"
              + bound.output
              + "' already, expected an unbound metric");
    }
  }

  /** Binds a metric to an output and a target, by name. */
  public static OutputMetric of(Metric metric, String output, String target) {
    return new OutputMetric(
        Given.of("output metric: the metric", metric),
        metric.name(),
        output,
        target,
        Optional.empty());
  }

  /** Returns the same metric with weights, such as a mask, by name. */
  public OutputMetric withWeights(String newWeights) {
    return new OutputMetric(
        metric, name, output, target, Optional.of(Given.of("output metric: weights", newWeights)));
  }

  /**
   * Returns the same metric with another name, for example if two outputs have an accuracy each.
   */
  public OutputMetric withName(String newName) {
    return new OutputMetric(metric, newName, output, target, weights);
  }

  @Override
  public String id() {
    return metric.id();
  }

  /** The metric's attributes, and {@code output}, {@code target} and, if set, {@code weights}. */
  @Override
  public Attributes attributes() {
    Attributes all = metric.attributes().with(OUTPUT, output).with(TARGET, target);
    return weights.isPresent() ? all.with(WEIGHTS, weights.get()) : all;
  }

  @Override
  public OutputMetric with(Attributes attributes) {
    Attributes own = attributes.without(OUTPUT).without(TARGET).without(WEIGHTS);
    Metric changed = metric.with(own);
    return new OutputMetric(
        changed,
        name.equals(metric.name()) ? changed.name() : name,
        attributes.text(OUTPUT, output),
        attributes.text(TARGET, target),
        attributes.has(WEIGHTS) ? Optional.of(attributes.text(WEIGHTS)) : weights);
  }

  @Override
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }

  @Override
  public MetricState start(MetricInput input) {
    return metric.start(input);
  }
}
