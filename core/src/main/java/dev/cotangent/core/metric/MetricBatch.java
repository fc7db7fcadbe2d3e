package dev.cotangent.core.metric;

import dev.cotangent.core.ShapeException;

/**
 * Some samples with their outputs, targets and weights, element by element: an element is a sample,
 * or a token, pixel or number of one. The arrays may be longer than the batch, and are only read.
 */
public final class MetricBatch {

  private static final int[] NO_LABELS = {};
  private static final float[] NO_TARGETS = {};

  private final int rows;
  private final int each;
  private final int scores;
  private final float[] outputs;
  private final int[] labels;
  private final float[] targets;
  private final float[] weights;
  private final int weightWidth;

  private MetricBatch(
      MetricInput input,
      int rows,
      float[] outputs,
      int[] labels,
      float[] targets,
      float[] weights,
      int weightWidth) {
    this.rows = rows;
    this.each = input.target().size();
    this.scores = input.scoresPerElement();
    this.outputs = outputs;
    this.labels = labels;
    this.targets = targets;
    this.weights = weights;
    this.weightWidth = weightWidth;
    if (weightWidth != 0 && weightWidth != 1 && weightWidth != each) {
      throw new ShapeException(
          "metric: "
              + weightWidth
              + " weights a sample for targets "
              + input.target()
              + ", expected 0, 1 or "
              + each);
    }
  }

  /**
   * Samples with a class for each element.
   *
   * @param weightWidth weights of each sample: 0 (all count alike), 1, or one for each element
   */
  public static MetricBatch ofClasses(
      MetricInput input,
      int rows,
      float[] outputs,
      int[] labels,
      float[] weights,
      int weightWidth) {
    return new MetricBatch(input, rows, outputs, labels, NO_TARGETS, weights, weightWidth);
  }

  /**
   * Samples with a number for each element.
   *
   * @param weightWidth weights of each sample: 0 (all count alike), 1, or one for each element
   */
  public static MetricBatch ofNumbers(
      MetricInput input,
      int rows,
      float[] outputs,
      float[] targets,
      float[] weights,
      int weightWidth) {
    return new MetricBatch(input, rows, outputs, NO_LABELS, targets, weights, weightWidth);
  }

  /** Number of samples. */
  public int rows() {
    return rows;
  }

  /** Number of elements of all samples together. */
  public int elements() {
    return rows * each;
  }

  /** Number of elements of a sample. */
  public int elementsPerRow() {
    return each;
  }

  /** The outputs: those of a sample after another, each row-major. */
  public float[] outputs() {
    return outputs;
  }

  /** The output of an element that has one. */
  public float output(int element) {
    return outputs[element];
  }

  /** Where the scores of an element begin in the outputs. */
  public int offset(int element) {
    return element * scores;
  }

  /** The class of an element. */
  public int label(int element) {
    return labels[element];
  }

  /** The number that is to be predicted for an element. */
  public float target(int element) {
    return targets[element];
  }

  /** The weight of an element, from 0; what has weight 0 does not count. */
  public float weight(int element) {
    return weightWidth == 0 ? 1 : weights[weightWidth == 1 ? element / each : element];
  }
}
