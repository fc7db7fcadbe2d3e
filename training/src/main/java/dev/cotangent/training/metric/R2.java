package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import java.util.stream.Stream;

/**
 * The coefficient of determination R² = 1 − Σ (output − target)² / Σ (target − mean target)²,
 * weighted: 1 is perfect, 0 is as good as predicting the mean. For several numbers per sample, the
 * mean of their R², over those with a weight. If all targets are equal, it is 1 if the outputs are
 * exact and 0 otherwise, as in scikit-learn.
 */
public record R2() implements Metric {

  /** The name of R² in tables. */
  public static final String ID = "r2";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  @Override
  public MetricState start(MetricInput input) {
    input.requireNumbers(ID);
    return new Columns(
        Stream.generate(Residuals::new).limit(input.target().size()).toArray(Residuals[]::new));
  }

  private static final class Columns implements MetricState {

    private final Residuals[] residuals;

    Columns(Residuals[] residuals) {
      this.residuals = residuals;
    }

    @Override
    public void add(MetricBatch batch) {
      for (int i = 0; i < batch.elements(); i++) {
        float weight = batch.weight(i);
        if (weight > 0) {
          residuals[i % residuals.length].add(batch.output(i), batch.target(i), weight);
        }
      }
    }

    @Override
    public void merge(MetricState later) {
      for (int i = 0; i < residuals.length; i++) {
        residuals[i].add(((Columns) later).residuals[i]);
      }
    }

    @Override
    public double compute() {
      return Stream.of(residuals)
          .filter(Residuals::counts)
          .mapToDouble(Residuals::score)
          .average()
          .orElse(Double.NaN);
    }
  }
}
