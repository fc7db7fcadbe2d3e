package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.Rmse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How good a model is on a data set.
 *
 * @param samples how many samples there were
 * @param loss the sum of the loss over all samples, divided once by the sum of the weights
 * @param metrics the metrics by name, in the order in which they were asked for; unmodifiable
 */
public record Evaluation(int samples, double loss, Map<String, Double> metrics) {

  /** Copies the metrics. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * A metric.
   *
   * @throws CotangentException if it was not computed, naming those that were
   */
  public double metric(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new CotangentException("no metric '" + name + "'; computed were " + metrics.keySet());
    }
    return value;
  }

  /** The share of samples whose class is the model's first choice. */
  public double accuracy() {
    return metric(Accuracy.ID);
  }

  /** The root of the mean squared error. */
  public double rmse() {
    return metric(Rmse.ID);
  }

  /** The coefficient of determination. */
  public double r2() {
    return metric(R2.ID);
  }
}
