package dev.cotangent.training.measure;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.training.data.Dataset;
import java.util.Arrays;
import java.util.List;

/**
 * The targets of a data set as metrics read them, in reused arrays: classes or numbers.
 * Single-threaded.
 */
abstract sealed class MetricTargets {

  final Dataset data;
  final int each;

  private MetricTargets(Dataset data) {
    this.data = data;
    this.each = data.targetShape().size();
  }

  static MetricTargets of(Dataset data) {
    return data.isClassification() ? new Classes(data) : new Numbers(data);
  }

  /** The weight of each class; empty for numbers. */
  abstract List<Double> support();

  /**
   * The targets of some rows, with the outputs for them.
   *
   * @param width number of weights per row
   */
  abstract MetricBatch batch(
      MetricInput input, float[] outputs, int first, int rows, float[] weights, int width);

  /** Class indices. */
  private static final class Classes extends MetricTargets {

    private int[] labels = {};

    Classes(Dataset data) {
      super(data);
    }

    @Override
    List<Double> support() {
      double[] support = new double[data.classes()];
      for (int i = 0; i < data.size() * each; i++) {
        support[data.label(i / each, i % each)] += data.weight(i / each, i % each);
      }
      return Arrays.stream(support).boxed().toList();
    }

    @Override
    MetricBatch batch(
        MetricInput input, float[] outputs, int first, int rows, float[] weights, int width) {
      labels = labels.length < rows * each ? new int[rows * each] : labels;
      for (int row = 0; row < rows; row++) {
        data.copyClasses(first + row, labels, row * each);
      }
      return MetricBatch.ofClasses(input, rows, outputs, labels, weights, width);
    }
  }

  /** Numbers, or 0 and 1 for labels. */
  private static final class Numbers extends MetricTargets {

    private float[] targets = {};

    Numbers(Dataset data) {
      super(data);
    }

    @Override
    List<Double> support() {
      return List.of();
    }

    @Override
    MetricBatch batch(
        MetricInput input, float[] outputs, int first, int rows, float[] weights, int width) {
      targets = targets.length < rows * each ? new float[rows * each] : targets;
      for (int row = 0; row < rows; row++) {
        data.copyTarget(first + row, targets, row * each);
      }
      return MetricBatch.ofNumbers(input, rows, outputs, targets, weights, width);
    }
  }
}
