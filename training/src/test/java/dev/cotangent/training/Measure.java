package dev.cotangent.training;

import dev.cotangent.core.Shape;
import dev.cotangent.core.loss.Scores;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.measure.MeasuredMetrics;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** The value of a metric for outputs at hand. */
public final class Measure {

  private Measure() {}

  public static double of(Metric metric, float[] outputs, Dataset data) {
    return of(metric, outputs, data, OptionalDouble.empty(), Scores.OTHER);
  }

  public static double of(
      Metric metric, float[] outputs, Dataset data, OptionalDouble threshold, Scores scores) {
    Shape output = Shape.of(outputs.length / data.size());
    MetricInput input =
        data.isClassification()
            ? MetricInput.ofClasses(output, data.targetShape(), data.classNames())
            : MetricInput.ofNumbers(output, data.targetShape());
    MeasuredMetrics running =
        new MeasuredMetrics(input.with(threshold, scores), List.of(metric), data);
    running.add(outputs, 0, data.size());
    return Objects.requireNonNull(running.values().get(metric.name()));
  }
}
