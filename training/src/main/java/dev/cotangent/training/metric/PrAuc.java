package dev.cotangent.training.metric;

import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;

/**
 * The area under the precision–recall curve, as average precision: Σ (recall gained) · precision
 * over all scores in descending order, with equal scores taken together; scikit-learn's {@code
 * average_precision_score}. For two classes, that of the second one; for more classes or several
 * labels, the mean over those that occur.
 *
 * <p>An element whose score is NaN is never found. Keeps one score per element and curve.
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
