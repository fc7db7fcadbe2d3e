package dev.cotangent.training;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.MetricSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the evaluations after each epoch. An immutable value.
 *
 * @param metrics metrics of the validation data
 * @param others the user's metrics of the training data; empty: it is not evaluated
 * @param validation validation data, if any
 */
record EvaluationSettings(
    MetricSet metrics, Optional<MetricSet> others, Optional<Dataset> validation) {

  /** The default metrics, no validation data. */
  static final EvaluationSettings DEFAULT =
      new EvaluationSettings(MetricSet.USUAL, Optional.empty(), Optional.empty());

  EvaluationSettings withMetrics(List<Metric> wanted) {
    return new EvaluationSettings(metrics.with(wanted), others, validation);
  }

  EvaluationSettings withDefaults(boolean wanted) {
    return new EvaluationSettings(metrics.withUsual(wanted), others, validation);
  }

  EvaluationSettings withTrainingMetrics(List<Metric> wanted) {
    return new EvaluationSettings(metrics, Optional.of(MetricSet.USUAL.with(wanted)), validation);
  }

  EvaluationSettings withValidation(Dataset data) {
    return new EvaluationSettings(metrics, others, Optional.of(data));
  }

  /** The metrics of the training data, with the default ones if the validation data has them. */
  Optional<MetricSet> trainingMetrics() {
    return others.map(set -> set.withUsual(metrics.usual()));
  }

  /** The names of the metrics in checkpoints. */
  List<String> names() {
    List<String> names = new ArrayList<>(metrics.notations());
    others.ifPresent(
        set -> {
          names.add("training");
          names.addAll(set.notations());
        });
    if (!metrics.usual()) {
      names.add("without usual");
    }
    return names;
  }
}
