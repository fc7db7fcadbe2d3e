package dev.cotangent.testkit;

import dev.cotangent.core.metric.MetricBatch;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.metric.MetricState;
import java.util.Arrays;

/**
 * Samples that are passed to a metric in batches; the arrays are longer than the batch and are
 * overwritten after the call.
 *
 * @param input the form of the samples
 * @param labels class of each element, if targets are classes
 * @param targets target of each element, if targets are numbers
 * @param weights weight of each element
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record MetricRows(
    MetricInput input, int rows, float[] outputs, int[] labels, float[] targets, float[] weights) {

  private static final int PADDING = 3;

  /** The value for these samples as one batch. */
  double value(MetricState state) {
    addTo(state, 0, rows);
    return state.compute();
  }

  /** Adds some samples as a batch. */
  void addTo(MetricState state, int from, int to) {
    MetricRows padded = part(from, to);
    state.add(padded.batch());
    Arrays.fill(padded.outputs, Float.NaN);
    Arrays.fill(padded.labels, -1);
    Arrays.fill(padded.targets, Float.NaN);
    Arrays.fill(padded.weights, 0);
  }

  /** A copy of some samples in arrays that are too long. */
  MetricRows part(int from, int to) {
    int each = input.target().size();
    int width = input.output().size();
    return new MetricRows(
        input,
        to - from,
        padded(outputs, from * width, to * width),
        Arrays.copyOf(
            Arrays.copyOfRange(labels, from * each, to * each), (to - from) * each + PADDING),
        padded(targets, from * each, to * each),
        padded(weights, from * each, to * each));
  }

  private static float[] padded(float[] values, int from, int to) {
    float[] padded = new float[to - from + PADDING];
    Arrays.fill(padded, Float.NaN);
    System.arraycopy(values, from, padded, 0, to - from);
    return padded;
  }

  /** All samples as a batch. */
  MetricBatch batch() {
    int each = input.target().size();
    return input.hasClasses()
        ? MetricBatch.ofClasses(input, rows, outputs, labels, weights, each)
        : MetricBatch.ofNumbers(input, rows, outputs, targets, weights, each);
  }

  /** The same samples without weights. */
  MetricBatch alike() {
    return input.hasClasses()
        ? MetricBatch.ofClasses(input, rows, outputs, labels, new float[0], 0)
        : MetricBatch.ofNumbers(input, rows, outputs, targets, new float[0], 0);
  }

  /** Returns the samples with other outputs. */
  MetricRows withOutputs(float[] others) {
    return new MetricRows(input, rows, others, labels, targets, weights);
  }

  /** Returns the samples with other weights. */
  MetricRows withWeights(float[] others) {
    return new MetricRows(input, rows, outputs, labels, targets, others);
  }

  /** Returns the samples with other numeric targets. */
  MetricRows withTargets(float[] others) {
    return new MetricRows(input, rows, outputs, labels, others, weights);
  }

  /** Returns the samples with NaN outputs and other targets for all elements of weight 0. */
  MetricRows spoilt() {
    float[] bad = outputs.clone();
    int[] other = labels.clone();
    float[] numbers = targets.clone();
    int scores = input.scoresPerElement();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] == 0) {
        Arrays.fill(bad, i * scores, (i + 1) * scores, Float.NaN);
        other[i] = input.hasClasses() ? (labels[i] + 1) % input.classes() : 0;
        numbers[i] = Float.NaN;
      }
    }
    return new MetricRows(input, rows, bad, other, numbers, weights);
  }
}
