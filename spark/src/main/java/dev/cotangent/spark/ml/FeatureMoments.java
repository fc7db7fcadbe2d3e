package dev.cotangent.spark.ml;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Iterator;
import org.apache.spark.sql.catalyst.InternalRow;

/** Counts, ranges and exact sums of features, or of squares of their deviations. */
final class FeatureMoments implements Serializable {

  private static final long serialVersionUID = 1L;

  private final ExactSums sums;
  private final long[] counts;
  private final float[] least;
  private final float[] greatest;

  private FeatureMoments(int width) {
    sums = new ExactSums(width);
    counts = new long[width];
    least = new float[width];
    greatest = new float[width];
    Arrays.fill(least, Float.POSITIVE_INFINITY);
    Arrays.fill(greatest, Float.NEGATIVE_INFINITY);
  }

  /**
   * The moments of a partition; rows that do not fit are left out, since the training names them.
   */
  static FeatureMoments of(Iterator<InternalRow> rows, FeatureInput input) {
    FeatureMoments moments = new FeatureMoments(input.size());
    double[] numbers = new double[input.size()];
    while (rows.hasNext()) {
      if (input.read(rows.next(), numbers).isEmpty()) {
        moments.add(numbers);
      }
    }
    return moments;
  }

  private void add(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      float number = (float) numbers[i];
      numbers[i] = number;
      if (Float.isFinite(number)) {
        counts[i]++;
        least[i] = Math.min(least[i], number);
        greatest[i] = Math.max(greatest[i], number);
      }
    }
    sums.add(numbers);
  }

  /** The sums of squares of deviations from means, of a partition. */
  static ExactSums squares(Iterator<InternalRow> rows, FeatureInput input, double[] means) {
    ExactSums squares = new ExactSums(input.size());
    double[] numbers = new double[input.size()];
    while (rows.hasNext()) {
      if (input.read(rows.next(), numbers).isEmpty()) {
        for (int i = 0; i < numbers.length; i++) {
          double deviation = (float) numbers[i] - means[i];
          numbers[i] = deviation * deviation;
        }
        squares.add(numbers);
      }
    }
    return squares;
  }

  FeatureMoments plus(FeatureMoments other) {
    sums.plus(other.sums);
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
      least[i] = Math.min(least[i], other.least[i]);
      greatest[i] = Math.max(greatest[i], other.greatest[i]);
    }
    return this;
  }

  long count(int feature) {
    return counts[feature];
  }

  double mean(int feature) {
    return counts[feature] == 0 ? 0 : sums.value(feature) / counts[feature];
  }

  double minimum(int feature) {
    return counts[feature] == 0 ? 0 : least[feature];
  }

  double range(int feature) {
    return counts[feature] == 0 ? 0 : (double) greatest[feature] - least[feature];
  }
}
