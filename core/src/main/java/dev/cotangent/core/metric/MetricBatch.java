package dev.cotangent.core.metric;

import dev.cotangent.core.ShapeException;

/**
 * A batch of samples with outputs, targets and weights, read by element: a sample, or one of its
 * tokens, pixels or numbers. The arrays may be longer than the batch and are never modified.
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
              + " weights per sample for targets "
              + input.target()
              + ", expected 0, 1 or "
              + each);
    }
  }

  /**
   * A batch whose targets are class indices, one for each element.
   *
   * @param weightWidth number of weights of each sample: 0 (all weights are 1), 1, or one for each
   *     element
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
   * A batch whose targets are numbers, one for each element.
   *
   * @param weightWidth number of weights of each sample: 0 (all weights are 1), 1, or one for each
   *     element
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

  /** Total number of elements. */
  public int elements() {
    return rows * each;
  }

  /** Number of elements of each sample. */
  public int elementsPerRow() {
    return each;
  }

  /** The outputs, sample after sample, each row-major. */
  public float[] outputs() {
    return outputs;
  }

  /** The output of an element that has exactly one. */
  public float output(int element) {
    return outputs[element];
  }

  /** The index in {@link #outputs()} of an element's first score. */
  public int offset(int element) {
    return element * scores;
  }

  /** The class index of an element. */
  public int label(int element) {
    return labels[element];
  }

  /** The numeric target of an element. */
  public float target(int element) {
    return targets[element];
  }

  /** The weight of an element, at least 0; an element of weight 0 is ignored. */
  public float weight(int element) {
    return weightWidth == 0 ? 1 : weights[weightWidth == 1 ? element / each : element];
  }
}
