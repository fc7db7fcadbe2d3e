package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Given;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.model.Attributes;
import java.util.Optional;

/**
 * A metric of an {@linkplain dev.cotangent.training.Objective objective}: what it compares, by
 * name.
 *
 * <pre>{@code
 * Trainer.of(objective)
 *     .metrics(
 *         OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask"),
 *         OutputMetric.of(new Mae(), "length", "length"));
 * }</pre>
 *
 * <p>Outputs are [rows, ...] and F32. Targets are [rows, ...] as well: I32 for classes, with a
 * score for each class in the output, or one score for two classes; F32 for numbers. Weights are
 * F32, one for each row or one for each element of the target.
 *
 * @param metric what is computed
 * @param name in tables and logs, by which callbacks watch it; by default the metric's
 * @param output named by {@link dev.cotangent.training.Forward#output}
 * @param target an input of the objective, or else one of its outputs
 * @param weights an input of the objective, or else one of its outputs; empty: elements count
 *     alike, but for the targets of a data set, {@code target} and {@code target.NAME}, which count
 *     by {@code weights} and {@code weights.NAME} where the objective has such an input
 */
public record OutputMetric(
    Metric metric, String name, String output, String target, Optional<String> weights)
    implements Metric {

  private static final String OUTPUT = "output";
  private static final String TARGET = "target";
  private static final String WEIGHTS = "weights";

  /**
   * Checks that a metric is bound once.
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
              + "' already, expected a metric that is not bound");
    }
  }

  /** A metric of an output and a target, by names. */
  public static OutputMetric of(Metric metric, String output, String target) {
    return new OutputMetric(
        Given.of("output metric: the metric", metric),
        metric.name(),
        output,
        target,
        Optional.empty());
  }

  /** The same with the name of the weights, such as those of a mask. */
  public OutputMetric withWeights(String newWeights) {
    return new OutputMetric(
        metric, name, output, target, Optional.of(Given.of("output metric: weights", newWeights)));
  }

  /** The same with another name, as where two outputs have an accuracy each. */
  public OutputMetric withName(String newName) {
    return new OutputMetric(metric, newName, output, target, weights);
  }

  @Override
  public String id() {
    return metric.id();
  }

  /** Those of the metric, and {@code output}, {@code target} and, if named, {@code weights}. */
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
