package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * A mini-batch of a data set in arrays that are reused, and its position in the training, which
 * messages name. {@link Dataset#batch(int...)} makes independent batches. Single-threaded.
 */
public final class SampleBatch implements Batch {

  private static final int NAMED = 8;
  private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private float[] features = {};
  private TargetBuffer target = new TargetBuffer(TargetNames.FIRST);
  private TargetBuffer[] others = {};
  private int[] order = {};
  private String sampleName = BatchNames.FEATURES;
  private int sampleWidth;
  private boolean wrapped;
  private int size;
  private String[] names = {};
  private Object[] arrays = {};
  private int[] widths = {};
  private int[] lengths = {};
  private int rows;
  private int wholeRows;
  private long firstSample;
  private int from;
  private int epoch;
  private int number;

  private SampleBatch() {}

  /** A batch without rows, to {@link #wrap} a caller's arrays. */
  public static SampleBatch empty() {
    return new SampleBatch();
  }

  /** A batch of up to this many rows of a data set. */
  public static SampleBatch of(Dataset data, int rows) {
    SampleBatch batch = new SampleBatch();
    batch.sampleName = data.samples().name();
    batch.sampleWidth = data.sampleShape().size();
    batch.features = new float[elements(rows, batch.sampleWidth)];
    List<TargetColumn> columns = data.columns();
    batch.target = TargetBuffer.of(columns.get(0), rows);
    batch.others = new TargetBuffer[columns.size() - 1];
    Arrays.setAll(batch.others, i -> TargetBuffer.of(columns.get(i + 1), rows));
    batch.layOut();
    return batch;
  }

  /** Lists the arrays, so that a step finds them by index. */
  private void layOut() {
    int first = first();
    size = first + target.arrays();
    for (TargetBuffer other : others) {
      size += other.arrays();
    }
    names = new String[size];
    arrays = new Object[size];
    widths = new int[size];
    lengths = new int[size];
    if (first == 1) {
      put(0, sampleName, features, sampleWidth());
    }
    int at = putTarget(first, target);
    for (TargetBuffer other : others) {
      at = putTarget(at, other);
    }
  }

  private int putTarget(int at, TargetBuffer buffer) {
    for (int i = 0; i < buffer.arrays(); i++) {
      put(at + i, buffer.name(i), buffer.array(i), buffer.width(i));
    }
    return at + buffer.arrays();
  }

  private void put(int at, String name, Object array, int width) {
    names[at] = name;
    arrays[at] = array;
    widths[at] = width;
  }

  private void count(int newRows) {
    rows = newRows;
    part(0, newRows);
    for (int i = 0; i < size; i++) {
      lengths[i] = newRows * widths[i];
    }
  }

  /** The number of elements in rows of a width; throws if they do not fit into an array. */
  static int elements(int rows, int width) {
    long elements = (long) rows * width;
    if (elements > MOST_ELEMENTS) {
      throw new CotangentException(
          "a batch of "
              + rows
              + " samples of "
              + width
              + " numbers does not fit into one array; choose a batch size of at most "
              + MOST_ELEMENTS / width
              + " (Trainer.accumulate combines batches)");
    }
    return (int) elements;
  }

  /** Wraps a caller's arrays; either labels or targets are empty, and weights may be empty. */
  public void wrap(
      int count, float[] newFeatures, int[] newLabels, float[] newTargets, float[] newWeights) {
    rows = count;
    part(0, count);
    features = newFeatures;
    target.wrap(count, newLabels, newTargets, newWeights);
    if (!wrapped || size != 1 + target.arrays()) {
      wrapped = true;
      layOut();
    }
    putWrapped(0, newFeatures, newFeatures.length);
    for (int i = 0; i < target.arrays(); i++) {
      Object array = target.array(i);
      putWrapped(1 + i, array, ArrayKind.of(array).length(array));
    }
  }

  private void putWrapped(int at, Object array, int length) {
    arrays[at] = array;
    lengths[at] = length;
  }

  /** Sets the number of rows, whatever they hold. */
  public void resize(int newRows) {
    count(newRows);
  }

  @Override
  public Batch copy() {
    SampleBatch copy = new SampleBatch();
    copy.rows = rows;
    copy.wholeRows = wholeRows;
    copy.firstSample = firstSample;
    copy.features = features.clone();
    copy.sampleName = sampleName;
    copy.sampleWidth = sampleWidth;
    copy.target = target.copy();
    copy.others = new TargetBuffer[others.length];
    Arrays.setAll(copy.others, i -> others[i].copy());
    copy.wrapped = wrapped;
    copy.layOut();
    System.arraycopy(lengths, 0, copy.lengths, 0, size);
    return copy;
  }

  /** Copies rows of a data set, in a given order; allocates nothing. */
  public void gather(Dataset data, int[] newOrder, int start, int count) {
    order = newOrder;
    from = start;
    count(count);
    for (int i = 0; i < count; i++) {
      int row = newOrder[start + i];
      copyFeatures(data, row, features, i * sampleWidth);
      target.gather(data.columns().get(0), row, i);
      for (int k = 0; k < others.length; k++) {
        others[k].gather(data.columns().get(k + 1), row, i);
      }
    }
  }

  /** Makes this a part of a larger mini-batch, until it is resized or filled again. */
  public void part(long first, int rowsOfWhole) {
    firstSample = first;
    wholeRows = rowsOfWhole;
  }

  /** The rows of the mini-batch that this is, or is a part of. */
  public int wholeRows() {
    return wholeRows;
  }

  /** The number of a row's sample, among those of all members. */
  public long sample(int row) {
    return firstSample + order[from + row];
  }

  /** A hash of a row's number, features, targets and weights; allocates nothing. */
  public long hash(int row) {
    long hash = target.startHash(row);
    hash = RowHash.hash(hash, features, row * sampleWidth, (row + 1) * sampleWidth);
    hash = target.addHash(hash, row);
    for (TargetBuffer other : others) {
      hash = other.addHash(RowHash.mix(hash + other.startHash(row)), row);
    }
    return RowHash.of(sample(row), hash);
  }

  /** Copies a sample; an exception of a sample source is wrapped to name the sample. */
  static void copyFeatures(Dataset data, int row, float[] into, int offset) {
    try {
      data.copyFeatures(row, into, offset);
    } catch (Throwable failure) {
      if (failure instanceof CancellationException interrupted
          && Thread.currentThread().isInterrupted()) {
        throw interrupted;
      }
      throw new CotangentException(
          "the sample source failed at sample " + row + ": " + failure, failure);
    }
  }

  /** Sets the position in the training, both numbers from 1. */
  public void place(int newEpoch, int newNumber) {
    epoch = newEpoch;
    number = newNumber;
  }

  /** The number of rows. */
  public int rows() {
    return rows;
  }

  /** The samples of the first {@link #rows} rows, one after another; the array itself. */
  public float[] features() {
    return features;
  }

  /** The class indices of the first targets; empty if they are numbers. The array itself. */
  public int[] labels() {
    return target.labels();
  }

  /** The number of weights per sample; 0 if all count alike. */
  public int weightWidth() {
    return target.weightWidth();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public String name(int index) {
    return names[index];
  }

  @Override
  public Object array(int index) {
    return arrays[index];
  }

  @Override
  public int length(int index) {
    return lengths[index];
  }

  /** Inputs and targets may stay unused; targets that are used are used with their weights. */
  @Override
  public boolean isOptional(int index, Set<String> used) {
    if (index < first()) {
      return others.length > 0;
    }
    int at = first();
    TargetBuffer buffer = target;
    for (int next = 0; at + buffer.arrays() <= index; next++) {
      at += buffer.arrays();
      buffer = others[next];
    }
    return index == at || !used.contains(buffer.name(0));
  }

  /** The index of the first target array: data without samples has only named inputs. */
  private int first() {
    return wrapped || sampleWidth > 0 ? 1 : 0;
  }

  private int sampleWidth() {
    return wrapped ? features.length / rows : sampleWidth;
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
      text.append(i == 0 ? " " : ", ").append(sample(i));
    }
    return text.append(rows > NAMED ? ", ..." : "").toString();
  }

  @Override
  public String describeNonFinite() {
    String found = nonFinite("feature", features, sampleWidth());
    found = found.isEmpty() ? nonFinite(target) : found;
    for (TargetBuffer other : others) {
      found = found.isEmpty() ? nonFinite(other) : found;
    }
    return found;
  }

  private String nonFinite(TargetBuffer buffer) {
    String number = nonFinite(buffer.name(0), buffer.numbers(), buffer.numberWidth());
    return number.isEmpty() ? nonFinite("weight", buffer.weights(), buffer.weightWidth()) : number;
  }

  private String nonFinite(String what, float[] values, int width) {
    for (int i = 0; i < rows * width; i++) {
      if (!Float.isFinite(values[i])) {
        int row = i / width;
        String sample = epoch == 0 ? "row " + row : "sample " + sample(row);
        return "; " + sample + " has " + values[i] + " as " + what + " " + i % width;
      }
    }
    return "";
  }
}
