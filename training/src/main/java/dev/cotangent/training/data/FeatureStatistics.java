package dev.cotangent.training.data;

import java.util.Arrays;

/** Mean, deviation and range of each feature of a data set; non-finite values are left out. */
final class FeatureStatistics {

  private final double[] mean;
  private final double[] squares;
  private final double[] minimum;
  private final double[] maximum;
  private final long[] counts;

  private FeatureStatistics(int width) {
    mean = new double[width];
    squares = new double[width];
    minimum = new double[width];
    maximum = new double[width];
    counts = new long[width];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  static FeatureStatistics of(Dataset data) {
    FeatureStatistics statistics = new FeatureStatistics(data.sampleShape().size());
    float[] sample = new float[data.sampleShape().size()];
    for (int row = 0; row < data.size(); row++) {
      data.copyFeatures(row, sample, 0);
      statistics.addFirst(sample);
    }
    for (int i = 0; i < statistics.mean.length; i++) {
      statistics.mean[i] /= Math.max(1, statistics.counts[i]);
    }
    for (int row = 0; row < data.size(); row++) {
      data.copyFeatures(row, sample, 0);
      statistics.addSecond(sample);
    }
    return statistics;
  }

  private void addFirst(float[] sample) {
    for (int i = 0; i < sample.length; i++) {
      if (Float.isFinite(sample[i])) {
        mean[i] += sample[i];
        counts[i]++;
        minimum[i] = Math.min(minimum[i], sample[i]);
        maximum[i] = Math.max(maximum[i], sample[i]);
      }
    }
  }

  private void addSecond(float[] sample) {
    for (int i = 0; i < sample.length; i++) {
      double deviation = sample[i] - mean[i];
      squares[i] += Float.isFinite(sample[i]) ? deviation * deviation : 0;
    }
  }

  double mean(int feature) {
    return mean[feature];
  }

  /** The standard deviation; 0 for a constant feature, however its mean is rounded. */
  double deviation(int feature) {
    return range(feature) == 0 ? 0 : Math.sqrt(squares[feature] / counts[feature]);
  }

  double minimum(int feature) {
    return counts[feature] == 0 ? 0 : minimum[feature];
  }

  double range(int feature) {
    return counts[feature] == 0 ? 0 : maximum[feature] - minimum[feature];
  }
}
