package dev.cotangent.training.measure;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.training.data.Dataset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Metrics being computed on one data set; errors name the metric. */
public final class MeasuredMetrics {

  private final Dataset data;
  private final MetricTargets targets;
  private final MetricInput input;
  private final List<RunningMetric> running = new ArrayList<>();
  private float[] weights = {};

  /**
   * Starts computing the metrics.
   *
   * @param data the data, with weight 0 for elements that the loss ignores
   * @throws dev.cotangent.core.CotangentException if a metric is not defined for such data
   */
  public MeasuredMetrics(MetricInput form, List<Metric> metrics, Dataset data) {
    this.data = data;
    this.targets = MetricTargets.of(data);
    this.input = form.withSupport(targets.support());
    for (Metric metric : metrics) {
      running.add(RunningMetric.start(metric.name(), metric, input));
    }
  }

  /**
   * Adds samples, starting at a position.
   *
   * @param outputs the outputs for these samples; may be longer
   */
  public void add(float[] outputs, int first, int rows) {
    MetricBatch batch = batch(outputs, first, rows);
    running.forEach(each -> each.add(batch));
  }

  private MetricBatch batch(float[] outputs, int first, int rows) {
    int width = data.weightWidth();
    weights = weights.length < rows * width ? new float[rows * width] : weights;
    for (int i = 0; i < rows * width; i++) {
      weights[i] = data.weight(first + i / width, i % width);
    }
    return targets.batch(input, outputs, first, rows, weights, width);
  }

  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    running.forEach(each -> values.put(each.name(), each.value()));
    return values;
  }
}
