package dev.cotangent.training.metric;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import dev.cotangent.core.text.Printable;
import java.util.List;

/**
 * The area under the receiver operating characteristic: how likely an element of a class has a
 * higher score for it than one of the others, equal scores counting half. With two classes that of
 * the second one by the difference of its score and the first one's, or by a single output; with
 * more the mean of each class against all others, of several labels the mean over labels, those
 * without both a yes and a no left out.
 *
 * <p>An element whose score is NaN is never the higher one where that would be right. One score an
 * element and curve is kept.
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
   * Begins a measurement.
   *
   * @throws CotangentException if the outputs do not fit, or all that will be measured is of one
   *     class
   */
  @Override
  public MetricState start(MetricInput input) {
    List<Double> support = input.support();
    if (support.stream().filter(weight -> weight > 0).count() == 1) {
      int only = support.stream().map(weight -> weight > 0).toList().indexOf(true);
      throw new CotangentException(
          ID
              + ": the data has samples of '"
              + Printable.of(input.classNames().get(only))
              + "' alone, expected samples of two classes or more");
    }
    return new Curves(ID, input, Ranking::rocArea);
  }
}
