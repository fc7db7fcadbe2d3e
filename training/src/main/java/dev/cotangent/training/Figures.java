package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The figures of each epoch that a callback may watch, and in which direction they are better:
 * {@code loss}, which is that of the validation if there is one, and the metrics by name, those of
 * the validation if there is one; of an objective its parts, too. Immutable.
 */
public final class Figures {

  /** The name of the loss. */
  public static final String LOSS = "loss";

  private final Map<String, Boolean> higherIsBetter;

  private Figures(Map<String, Boolean> higherIsBetter) {
    this.higherIsBetter = higherIsBetter;
  }

  /** The loss and some metrics. */
  static Figures of(List<Metric> metrics) {
    return of(List.of(), metrics);
  }

  /** The loss and the parts of an objective, all of which are better if lower, and its metrics. */
  static Figures of(List<String> parts, List<? extends Metric> metrics) {
    Map<String, Boolean> all = new LinkedHashMap<>();
    all.put(LOSS, false);
    parts.forEach(part -> all.put(part, false));
    metrics.forEach(metric -> all.put(metric.name(), metric.higherIsBetter()));
    return new Figures(all);
  }

  /** The names, the loss first. */
  public List<String> names() {
    return List.copyOf(higherIsBetter.keySet());
  }

  /**
   * Whether a higher value of a figure is better.
   *
   * @throws CotangentException if no epoch will have it, naming those that there are
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
