package dev.cotangent.training.result;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures that each epoch reports and a callback may watch, and which direction is better:
 * {@code loss}, the parts of an objective, and the metrics by name, all of the validation data if
 * there is any. Immutable.
 */
public final class Figures {

  /** The name of the loss. */
  public static final String LOSS = "loss";

  private final Map<String, Boolean> higherIsBetter;

  private Figures(Map<String, Boolean> higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** The loss and these metrics. */
  public static Figures of(List<Metric> metrics) {
    return of(List.of(), metrics);
  }

  /** The loss and the parts of an objective, for all of which lower is better, and its metrics. */
  public static Figures of(List<String> parts, List<? extends Metric> metrics) {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put(LOSS, false);
    parts.forEach(part -> all.put(part, false));
    metrics.forEach(metric -> all.put(metric.name(), metric.higherIsBetter()));
    return new Figures(all);
  }

  /** The names, starting with the loss. */
  public List<String> names() {
    return List.copyOf(higherIsBetter.keySet());
  }

  /**
   * Whether higher values of a figure are better.
   *
   * @throws CotangentException if epochs do not report it, listing the figures that they do
   */
  public boolean higherIsBetter(String name) {
    Boolean higher = higherIsBetter.get(name);
    if (higher == null) {
      throw new CotangentException(
          "there is no figure '"
              + name
              + "', expected one of "
              + names()
              + "; Trainer.metrics adds metrics of the validation data, trainingMetrics of the"
              + " training data");
    }
    return higher;
  }
}
