package dev.cotangent.training.measure;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;

/** A metric being computed; its errors name it. */
public record RunningMetric(String name, RegistryEntry plugin, MetricState state) {

  /**
   * Starts computing a metric.
   *
   * @param name name in tables
   * @throws dev.cotangent.core.CotangentException if the metric is not defined for such data
   */
  static RunningMetric start(String name, Metric metric, MetricInput input) {
    RegistryEntry plugin = RegistryEntry.of(PluginKind.METRIC, metric.id(), metric);
    return new RunningMetric(name, plugin, plugin.callNaming("start", () -> metric.start(input)));
  }

  public void add(MetricBatch batch) {
    plugin.callNaming(
        "add",
        () -> {
          state.add(batch);
          return state;
        });
  }

  double value() {
    return plugin.callNaming("compute", state::compute);
  }
}
