package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A mini-batch in arrays that are used again and again, and where it comes from. For one thread.
 */
final class SampleBatch implements StepBatch {

  private static final List<String> NAMES =
      List.of(StepTensors.FEATURES, StepTensors.TARGET, StepTensors.WEIGHTS);
  private static final int NAMED = 8;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private float[] features = {};
  private int[] labels = {};
  private float[] targets = {};
  private float[] weights = {};
  private int[] order = {};
  private int sampleWidth;
  private int targetWidth;
  private int labelWidth = 1;
  private int weightWidth;
  private int rows;
  private int from;
  private int epoch;
  private int number;

  /** Batches of up to so many rows of a data set. */
  static SampleBatch of(Dataset data, int rows) {
    SampleBatch batch = new SampleBatch();
    batch.sampleWidth = data.sampleShape().size();
    batch.targetWidth = data.isClassification() ? 0 : data.targetShape().size();
    batch.features = new float[elements(rows, batch.sampleWidth)];
    batch.labels = new int[data.isClassification() ? rows : 0];
    batch.targets = new float[elements(rows, batch.targetWidth)];
    batch.weightWidth = data.weightWidth();
    batch.weights = new float[elements(rows, batch.weightWidth)];
    return batch;
  }

  private static int elements(int rows, int width) {
    long elements = (long) rows * width;
    if (elements > MOST_ELEMENTS) {
      throw new CotangentException(
          "a batch of "
              + rows
              + " samples of "
              + width
              + " numbers does not fit into one array; choose a smaller batch, "
              + MOST_ELEMENTS / width
              + " at most (Trainer.accumulate adds batches up)");
    }
    return (int) elements;
  }

  /** Takes a caller's arrays, one of labels and targets empty; weights may be empty, too. */
  void wrap(
      int count, float[] newFeatures, int[] newLabels, float[] newTargets, float[] newWeights) {
    rows = count;
    sampleWidth = newFeatures.length / count;
    targetWidth = newTargets.length / count;
    labelWidth = newLabels.length / count;
    features = newFeatures;
    labels = newLabels;
    targets = newTargets;
    weights = newWeights;
    weightWidth = newWeights.length / count;
  }

  /** Counts so many rows, whatever they hold. */
  void resize(int newRows) {
    rows = newRows;
  }

  @Override
  public StepBatch copy() {
    SampleBatch copy = new SampleBatch();
    copy.wrap(rows, features.clone(), labels.clone(), targets.clone(), weights.clone());
    copy.sampleWidth = sampleWidth;
    copy.labelWidth = labelWidth;
    copy.targetWidth = targetWidth;
    copy.weightWidth = weightWidth;
    return copy;
  }

  /** Copies some rows of a data set, in an order; allocates nothing. */
  void gather(Dataset data, int[] newOrder, int start, int count) {
    order = newOrder;
    from = start;
    rows = count;
    for (int i = 0; i < count; i++) {
      int row = newOrder[start + i];
      copyFeatures(data, row, features, i * sampleWidth);
      if (labels.length > 0) {
        labels[i] = data.label(row);
      } else {
        data.copyTarget(row, targets, i * targetWidth);
      }
      data.copyWeights(row, weights, i * weightWidth);
    }
  }

  /** Adds the hash of each row to sums; allocates nothing. */
  void addTo(RowSums sums) {
    for (int i = 0; i < rows; i++) {
      long hash = labels.length > 0 ? RowSums.mix(labels[i]) : 0;
      hash = RowSums.hash(hash, features, i * sampleWidth, (i + 1) * sampleWidth);
      hash = RowSums.hash(hash, targets, i * targetWidth, (i + 1) * targetWidth);
      hash = RowSums.hash(hash, weights, i * weightWidth, (i + 1) * weightWidth);
      sums.add(order[from + i], hash);
    }
  }

  /** What a source of samples throws names the sample. */
  static void copyFeatures(Dataset data, int row, float[] into, int offset) {
    try {
      data.copyFeatures(row, into, offset);
    } catch (Throwable failure) {
      if (failure instanceof CancellationException interrupted
          && Thread.currentThread().isInterrupted()) {
        throw interrupted;
      }
      throw new CotangentException(
          "the source of samples failed at sample " + row + ": " + failure, failure);
    }
  }

  /** Says where in a training the batch stands, both from 1. */
  void place(int newEpoch, int newNumber) {
    epoch = newEpoch;
    number = newNumber;
  }

  int rows() {
    return rows;
  }

  float[] features() {
    return features;
  }

  int[] labels() {
    return labels;
  }

  float[] targets() {
    return targets;
  }

  /** None if all samples count alike. */
  float[] weights() {
    return weights;
  }

  /** How many weights each sample has; 0 if all count alike. */
  int weightWidth() {
    return weightWidth;
  }

  @Override
  public int size() {
    return weightWidth == 0 ? 2 : 3;
  }

  @Override
  public String name(int index) {
    return NAMES.get(index);
  }

  @Override
  public Object array(int index) {
    return switch (index) {
      case 0 -> features;
      case 1 -> labels.length > 0 ? labels : targets;
      default -> weights;
    };
  }

  @Override
  public int length(int index) {
    return switch (index) {
      case 0 -> rows * sampleWidth;
      case 1 -> labels.length > 0 ? rows * labelWidth : rows * targetWidth;
      default -> rows * weightWidth;
    };
  }

  BatchForm form() {
    return new BatchForm(rows, weightWidth);
  }

  @Override
  public String describe() {
    return epoch == 0
        ? "a batch of " + rows + " rows"
        : "epoch " + epoch + ", batch " + number + " of " + rows + " rows (" + samples() + ")";
  }

  private String samples() {
    StringBuilder text = new StringBuilder("samples");
    for (int i = 0; i < Math.min(rows, NAMED); i++) {
      text.append(i == 0 ? " " : ", ").append(order[from + i]);
    }
    return text.append(rows > NAMED ? ", ..." : "").toString();
  }

  @Override
  public String describeNonFinite() {
    String feature = nonFinite("feature", features, sampleWidth);
    String target = feature.isEmpty() ? nonFinite("target", targets, targetWidth) : feature;
    return target.isEmpty() ? nonFinite("weight", weights, weightWidth) : target;
  }

  private String nonFinite(String what, float[] values, int width) {
    for (int i = 0; i < rows * width; i++) {
      if (!Float.isFinite(values[i])) {
        int row = i / width;
        String sample = epoch == 0 ? "row " + row : "sample " + order[from + row];
        return "; " + sample + " has " + values[i] + " as " + what + " " + i % width;
      }
    }
    return "";
  }
}
