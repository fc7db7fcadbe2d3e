package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.BinaryAccuracy;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.Rmse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The metrics of an evaluation: the default ones that apply, and the user's, which replace default
 * ones of the same name.
 *
 * @param usual whether to include the default metrics
 */
public record MetricSet(boolean usual, List<Metric> others) {

  /** Only the default metrics. */
  public static final MetricSet USUAL = new MetricSet(true, List.of());

  /**
   * Checks that the names are unique.
   *
   * @throws CotangentException if two metrics have the same name, naming both
   */
  public MetricSet {
    Map<String, Metric> known = new LinkedHashMap<>();
    for (Metric metric : others) {
      Metric other = known.putIfAbsent(metric.name(), metric);
      if (other != null) {
        throw new CotangentException(
            String.format(
                Locale.ROOT,
                "two metrics have the name '%s': %s and %s; rename one of them",
                metric.name(),
                other.getClass().getName(),
                metric.getClass().getName()));
      }
    }
    others = List.copyOf(others);
  }

  public MetricSet with(List<Metric> newOthers) {
    return new MetricSet(usual, newOthers);
  }

  public MetricSet withUsual(boolean wanted) {
    return new MetricSet(wanted, others);
  }

  /** Describes a model's outputs and data to metrics, before anything is counted. */
  public static MetricInput input(Model model, Loss loss, Dataset data) {
    MetricInput input =
        data.isClassification()
            ? MetricInput.ofClasses(model.outputShape(), data.targetShape(), data.classNames())
            : MetricInput.ofNumbers(model.outputShape(), data.targetShape())
                .withColumns(data.columnNames());
    return input.with(loss.threshold(), loss.scores());
  }

  /** The metrics for these outputs and data, in the order of tables. */
  public List<Metric> of(MetricInput input, Dataset data) {
    ObjectiveMetrics.checkUnbound(others);
    List<String> names = others.stream().map(Metric::name).toList();
    List<Metric> all = new ArrayList<>(usual ? usual(input, data) : List.of());
    all.removeIf(metric -> names.contains(metric.name()));
    all.addAll(others);
    return all;
  }

  /** The user's metrics by name, with the attributes that the name leaves out. */
  public List<String> notations() {
    return others.stream().map(MetricSet::notation).toList();
  }

  private static String notation(Metric metric) {
    return metric.attributes().names().isEmpty()
        ? metric.name()
        : metric.name() + " " + metric.attributes();
  }

  private static List<Metric> usual(MetricInput input, Dataset data) {
    if (input.hasClasses()) {
      return List.of(new Accuracy());
    }
    if (!data.labelNames().isEmpty() && input.threshold().isPresent()) {
      return List.of(new BinaryAccuracy());
    }
    return input.output().size() == input.target().size()
        ? List.of(new Rmse(), new R2())
        : List.of();
  }
}
