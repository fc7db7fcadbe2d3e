package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The metrics of an evaluation by id: the usual ones, and a caller's, which may replace them. */
final class MetricSet {

  private MetricSet() {}

  /**
   * A caller's metrics.
   *
   * @throws CotangentException if two have one id, naming both
   */
  static List<Metric> checked(List<Metric> metrics) {
    Map<String, Metric> known = new LinkedHashMap<>();
    for (Metric metric : metrics) {
      Metric other = known.putIfAbsent(metric.id(), metric);
      if (other != null) {
        throw new CotangentException(
            String.format(
                Locale.ROOT,
                "two metrics have the id '%s': %s and %s; give one another id",
                metric.id(),
                other.getClass().getName(),
                metric.getClass().getName()));
      }
    }
    return List.copyOf(metrics);
  }

  /** The usual metrics that no other replaces, and then the others. */
  static List<Metric> of(List<Metric> usual, List<Metric> others) {
    List<String> ids = others.stream().map(Metric::id).toList();
    List<Metric> all = new ArrayList<>(usual);
    all.removeIf(metric -> ids.contains(metric.id()));
    all.addAll(others);
    return all;
  }
}
