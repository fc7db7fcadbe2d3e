package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;

/**
 * The area under the curve of precision over recall, as average precision: Σ (recall gained) ·
 * precision over all scores from the highest down, equal scores at once; scikit-learn's {@code
 * average_precision_score}. With two classes that of the second one; with more classes or several
 * labels the mean of each, those that never occur left out.
 *
 * <p>An element whose score is NaN is never found. One score an element and curve is kept.
 */
public record PrAuc() implements Metric {

  private static final String ID = "pr_auc";

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
    return new Curves(ID, input, Ranking::averagePrecision);
  }
}
