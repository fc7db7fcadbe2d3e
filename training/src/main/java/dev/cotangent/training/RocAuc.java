package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The area under the receiver operating characteristic: how likely a sample of a class has a higher
 * score for it than a sample of the others, equal scores counting half. With two classes that of
 * the second one by the difference of its score and the first one's; with more the mean of each
 * class against all others, classes without samples left out.
 */
public record RocAuc() implements Metric {

  @Override
  public String id() {
    return "roc_auc";
  }

  /**
   * Computes the metric.
   *
   * @throws CotangentException if all samples are of one class
   */
  @Override
  public double of(float[] outputs, Dataset data) {
    int classes = data.classes();
    double sum = 0;
    int counted = 0;
    for (int positive = classes == 2 ? 1 : 0; positive < classes; positive++) {
      double area = area(scores(outputs, data, positive), data, positive);
      if (!Double.isNaN(area)) {
        sum += area;
        counted++;
      }
    }
    if (counted == 0) {
      throw new CotangentException("roc_auc: needs samples of two classes or more");
    }
    return sum / counted;
  }

  private static double[] scores(float[] outputs, Dataset data, int positive) {
    int classes = data.classes();
    double[] scores = new double[data.size()];
    for (int row = 0; row < scores.length; row++) {
      double other = classes == 2 ? outputs[row * classes] : 0;
      scores[row] = outputs[row * classes + positive] - other;
    }
    return scores;
  }

  /** By ranks (Mann and Whitney's U), equal scores having their mean rank; NaN for one class. */
  private static double area(double[] scores, Dataset data, int positive) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(row -> scores[row]));
    double ranks = 0;
    double positives = 0;
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      to = Math.max(to, from + 1); // NaN equals nothing, not even itself
      for (int i = from; i < to; i++) {
        boolean belongs = data.label(order[i]) == positive;
        ranks += belongs ? (from + 1 + to) / 2.0 : 0;
        positives += belongs ? 1 : 0;
      }
      from = to;
    }
    return (ranks - positives * (positives + 1) / 2) / (positives * (order.length - positives));
  }
}
