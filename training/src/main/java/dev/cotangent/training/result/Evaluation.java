package dev.cotangent.training.result;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Decimals;
import dev.cotangent.training.metric.Accuracy;
import dev.cotangent.training.metric.R2;
import dev.cotangent.training.metric.Rmse;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The result of an evaluation: loss and metrics of a model on a data set.
 *
 * @param samples number of samples
 * @param loss sum of the losses of all samples, divided by the sum of their weights
 * @param metrics metrics by name, in the order in which they were requested; unmodifiable
 */
public record Evaluation(int samples, double loss, Map<String, Double> metrics) {

  /** Copies the metrics. */
  public Evaluation {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }

  /**
   * The value of a metric.
   *
   * @throws CotangentException if it was not computed, listing the metrics that were
   */
  public double metric(String name) {
    Double value = metrics.get(name);
    if (value == null) {
      throw new CotangentException("no metric '" + name + "', expected one of " + metrics.keySet());
    }
    return value;
  }

  /** The share of correctly classified samples. */
  public double accuracy() {
    return metric(Accuracy.ID);
  }

  /** The root mean squared error. */
  public double rmse() {
    return metric(Rmse.ID);
  }

  /** The coefficient of determination. */
  public double r2() {
    return metric(R2.ID);
  }

  @Override
  public String toString() {
    return "Evaluation[" + samples + " samples, " + figures("") + "]";
  }

  /**
   * The loss and the metrics in words.
   *
   * @param of the data in front of the loss, with a space, or nothing
   */
  String figures(String of) {
    StringBuilder text = new StringBuilder(of).append("loss ").append(Decimals.of(loss));
    metrics.forEach((name, value) -> text.append(", " + name + " " + Decimals.of(value)));
    return text.toString();
  }
}
