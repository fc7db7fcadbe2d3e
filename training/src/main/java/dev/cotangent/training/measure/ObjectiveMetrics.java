package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.training.metric.OutputMetric;
import java.util.List;
import java.util.Optional;

/**
 * The metrics of an objective's training.
 *
 * @param ofValidation metrics of the validation data
 * @param ofTraining metrics of the training data; empty if it is not evaluated
 */
public record ObjectiveMetrics(
    List<OutputMetric> ofValidation, Optional<List<OutputMetric>> ofTraining) {

  /**
   * Creates the metrics; all have to be bound.
   *
   * @throws CotangentException if a metric is not bound to an output and a target
   */
  public static ObjectiveMetrics of(MetricSet ofValidation, Optional<MetricSet> ofTraining) {
    return new ObjectiveMetrics(bound(ofValidation), ofTraining.map(ObjectiveMetrics::bound));
  }

  /**
   * The user's metrics of a set.
   *
   * @throws CotangentException if one is not bound to an output and a target
   */
  public static List<OutputMetric> bound(MetricSet set) {
    return set.others().stream().map(ObjectiveMetrics::bound).toList();
  }

  private static OutputMetric bound(Metric metric) {
    if (metric instanceof OutputMetric bound) {
      return bound;
    }
    throw new CotangentException(
        "trainer: metric '"
            + metric.name()
            + "' of an objective is not bound to an output and a target, expected one such as"
            + " OutputMetric.of(metric, \"output\", \"target\"); the means of the parts are "
            + "always computed");
  }

  /** Rejects metrics that are bound to an objective's outputs if there is a model with a loss. */
  static void checkUnbound(List<Metric> metrics) {
    for (Metric metric : metrics) {
      if (metric instanceof OutputMetric bound) {
        throw new CotangentException(
            "metric '"
                + bound.name()
                + "' is bound to output '"
                + bound.output()
                + "' of an objective, but there is a model with a loss; expected an unbound "
                + bound.metric().getClass().getSimpleName()
                + ", which compares the model's output with the target");
      }
    }
  }
}
