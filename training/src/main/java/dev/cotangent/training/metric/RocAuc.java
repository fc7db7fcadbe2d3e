package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.text.Printable;
import java.util.List;

/**
 * The area under the ROC curve: the probability that an element of a class has a higher score for
 * it than an element of another class, with equal scores counting half. For two classes, that of
 * the second one, by the difference of its score and the first one's, or by a single output; for
 * more classes, the mean of each class against all others; for several labels, the mean over
 * labels. Classes and labels without both positive and negative elements are left out.
 *
 * <p>An element whose score is NaN loses every comparison. Keeps one score per element and curve.
 */
public record RocAuc() implements Metric {

  private static final String ID = "roc_auc";

  @Override
  public String id() {
    return ID;
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  /**
   * Starts a measurement.
   *
   * @throws CotangentException if the outputs do not match, or all samples are of one class
   */
  @Override
  public MetricState start(MetricInput input) {
    List<Double> support = input.support();
    if (support.stream().filter(weight -> weight > 0).count() == 1) {
      int only = support.stream().map(weight -> weight > 0).toList().indexOf(true);
      throw new CotangentException(
          ID
              + ": the data has only samples of '"
              + Printable.of(input.classNames().get(only))
              + "', expected samples of two classes or more");
    }
    return new Curves(ID, input, Ranking::rocArea);
  }
}
