package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.text.Printable;
import java.util.Arrays;

/**
 * The area under the receiver operating characteristic: how likely a sample of a class has a higher
 * score for it than a sample of the others, equal scores counting half. With two classes that of
 * the second one by the difference of its score and the first one's, or by a single output; with
 * more the mean of each class against all others, classes without samples left out.
 *
 * <p>Samples count by their weights. One whose score is NaN is never the higher one where that
 * would be right. Of the outputs, one score a sample and curve is kept.
 */
public record RocAuc() implements StreamingMetric {

  private static final String ID = "roc_auc";

  @Override
  public String id() {
    return ID;
  }

  /**
   * Checks that there are samples of two classes, without which there is no area.
   *
   * @throws CotangentException if all samples that count are of one class, or there are no classes
   */
  @Override
  public void check(Dataset data) {
    DatasetChecks.kind(data, true);
    int first = -1;
    for (int row = 0; row < data.size(); row++) {
      int label = data.weight(row, 0) > 0 ? data.label(row) : first;
      if (first >= 0 && label != first) {
        return;
      }
      first = label;
    }
    String only =
        first < 0
            ? "no samples"
            : "samples of '" + Printable.of(data.classNames().get(first)) + "'";
    throw new CotangentException(
        ID + ": the data has " + only + " alone, expected samples of two classes or more");
  }

  /**
   * Begins a measurement.
   *
   * @throws CotangentException if all samples are of one class
   */
  @Override
  public Running start(Measured measured) {
    check(measured.data());
    int outputs = measured.outputs();
    int classes = measured.data().classes();
    if (outputs < classes && !(outputs == 1 && classes == 2)) {
      throw new CotangentException(ID + ": " + outputs + " outputs for " + classes + " classes");
    }
    return new Scores(measured);
  }

  private static final class Scores implements Running {

    private final Measured measured;
    private final Dataset data;
    private final double[][] scores;

    Scores(Measured measured) {
      this.measured = measured;
      this.data = measured.data();
      int curves = data.classes() == 2 ? 1 : data.classes();
      this.scores = new double[curves][data.size()];
    }

    @Override
    public void add(float[] outputs, int first, int rows) {
      for (int at = 0; at < rows; at++) {
        for (int curve = 0; curve < scores.length; curve++) {
          scores[curve][first + at] = score(outputs, at * measured.outputs(), curve);
        }
      }
    }

    private double score(float[] outputs, int offset, int curve) {
      if (scores.length > 1 || measured.outputs() == 1) {
        return outputs[offset + curve];
      }
      return (double) outputs[offset + 1] - outputs[offset];
    }

    @Override
    public double value() {
      double sum = 0;
      int counted = 0;
      for (int curve = 0; curve < scores.length; curve++) {
        double area = area(scores[curve], scores.length == 1 ? 1 : curve);
        sum += Double.isNaN(area) ? 0 : area;
        counted += Double.isNaN(area) ? 0 : 1;
      }
      return sum / counted;
    }

    /** Mann and Whitney's U by its pairs; NaN where one side is empty. */
    private double area(double[] own, int positive) {
      double[] sorted = Arrays.stream(own).filter(score -> !Double.isNaN(score)).toArray();
      for (int i = 0; i < sorted.length; i++) {
        sorted[i] += 0.0; // −0 and 0 are equal scores
      }
      Arrays.sort(sorted);
      double[][] weights = new double[2][sorted.length];
      double[] totals = new double[2];
      for (int row = 0; row < own.length; row++) {
        int side = data.label(row) == positive ? 1 : 0;
        totals[side] += data.weight(row, 0);
        if (!Double.isNaN(own[row])) {
          weights[side][first(sorted, own[row] + 0.0)] += data.weight(row, 0);
        }
      }
      return wonBySecond(weights) / (totals[0] * totals[1]);
    }

    /** Where a value begins among sorted ones. */
    private static int first(double[] sorted, double value) {
      int low = 0;
      int high = sorted.length - 1;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (sorted[middle] < value) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private static double wonBySecond(double[][] weights) {
      double below = 0;
      double won = 0;
      for (int i = 0; i < weights[0].length; i++) {
        won += weights[1][i] * (below + weights[0][i] / 2);
        below += weights[0][i];
      }
      return won;
    }
  }
}
