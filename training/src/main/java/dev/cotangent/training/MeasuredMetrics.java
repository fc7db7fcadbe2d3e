package dev.cotangent.training;

import dev.cotangent.core.registry.RegistryEntry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Some metrics of one data set on their way; whose errors name the metric. */
final class MeasuredMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

  private final Measured measured;
  private final Map<RegistryEntry, StreamingMetric.Running> running = new LinkedHashMap<>();

  /**
   * Begins to measure.
   *
   * @param warned ids of metrics that were warned of, which grow
   */
  MeasuredMetrics(Measured measured, List<Metric> metrics, Set<String> warned) {
    this.measured = measured;
    for (Metric metric : metrics) {
      RegistryEntry plugin = RegistryEntry.of("metric", metric.id(), metric);
      running.put(plugin, plugin.callNaming("start", () -> start(metric)));
      if (measured.data().weightWidth() > 0 && !metric.weighs() && warned.add(metric.id())) {
        LOG.warn(
            "metric '{}' does not weigh: weights and ignored classes do not change it; implement"
                + " StreamingMetric, or weighs() if it reads the weights of the data",
            metric.id());
      }
    }
  }

  private StreamingMetric.Running start(Metric metric) {
    metric.check(measured.data());
    return metric instanceof StreamingMetric streaming
        ? streaming.start(measured)
        : new Kept(metric, measured);
  }

  void add(float[] outputs, int first, int rows) {
    running.forEach(
        (plugin, each) ->
            plugin.callNaming(
                "add",
                () -> {
                  each.add(outputs, first, rows);
                  return each;
                }));
  }

  Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    running.forEach(
        (plugin, each) -> values.put(plugin.id(), plugin.callNaming("of", each::value)));
    return values;
  }

  /** A metric that wants all outputs at once. */
  private static final class Kept implements StreamingMetric.Running {

    private final Metric metric;
    private final Measured measured;
    private final float[] all;

    Kept(Metric metric, Measured measured) {
      this.metric = metric;
      this.measured = measured;
      this.all = new float[Math.multiplyExact(measured.data().size(), measured.outputs())];
    }

    @Override
    public void add(float[] outputs, int first, int rows) {
      int width = measured.outputs();
      System.arraycopy(outputs, 0, all, first * width, rows * width);
    }

    @Override
    public double value() {
      return metric.of(all, measured.data());
    }
  }
}
