package dev.cotangent.training.measure;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Part;
import dev.cotangent.training.result.Evaluation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Accumulates an evaluation of an objective: its parts and its metrics. Single-threaded. */
final class EvaluationSums {

  private final Map<String, PartSum> parts = new LinkedHashMap<>();
  private List<BoundMetric> bound = List.of();
  private List<RunningMetric> metrics = List.of();
  private int rows;

  /** Adds the last batch of a run. */
  public void add(ObjectiveRun run, Batch batch) {
    for (int i = 0; i < run.parts().size(); i++) {
      Part part = run.parts().get(i);
      parts
          .computeIfAbsent(part.name(), name -> new PartSum(part.factor()))
          .add(run.sum(i), run.weight(i));
    }
    if (rows == 0) {
      bound = run.metrics();
      metrics = bound.stream().map(BoundMetric::start).toList();
    }
    for (int i = 0; i < metrics.size(); i++) {
      if (!run.metrics().get(i).sees(bound.get(i))) {
        throw new CotangentException(
            "metric '"
                + metrics.get(i).name()
                + "': "
                + batch.describe()
                + " has samples of another shape than earlier batches, expected the same shape");
      }
      metrics.get(i).add(run.batch(i, batch));
    }
    rows += run.rows();
  }

  /** The result over all batches. */
  Evaluation evaluation() {
    Map<String, Double> all = new LinkedHashMap<>();
    parts.forEach((name, sum) -> all.put(name, sum.mean()));
    metrics.forEach(metric -> all.put(metric.name(), metric.value()));
    double total = parts.values().stream().mapToDouble(PartSum::share).sum();
    return new Evaluation(rows, total, all);
  }

  /** The sum of a part over all rows so far. */
  private static final class PartSum {

    private final double factor;
    private double sum;
    private double weight;

    PartSum(double factor) {
      this.factor = factor;
    }

    void add(double moreSum, double moreWeight) {
      sum += moreWeight > 0 ? moreSum : 0;
      weight += moreWeight;
    }

    double mean() {
      return sum / weight;
    }

    /** The part's mean times its factor; 0 if its weight is 0. */
    double share() {
      return weight > 0 ? factor * mean() : 0;
    }
  }
}
