package dev.cotangent.training.data;

/** The targets of a batch and their weights, in reused arrays. Single-threaded. */
final class TargetBuffer {

  private final TargetNames names;
  private int[] labels = Targets.NO_CLASSES;
  private float[] numbers = Targets.NO_NUMBERS;
  private float[] weights = Targets.NO_NUMBERS;
  private int labelWidth = 1;
  private int numberWidth;
  private int weightWidth;

  /** Rows of wrapped arrays, whose widths follow from their lengths; 0 if the widths are known. */
  private int wrappedRows;

  /** Creates an empty buffer. */
  TargetBuffer(TargetNames names) {
    this.names = names;
  }

  /** Creates a buffer for up to this many rows of a column. */
  static TargetBuffer of(TargetColumn column, int rows) {
    TargetBuffer buffer = new TargetBuffer(column.names());
    int width = column.shape().size();
    buffer.labelWidth = column.isClasses() ? width : 0;
    buffer.numberWidth = column.isClasses() ? 0 : width;
    buffer.weightWidth = column.weightWidth();
    buffer.labels = new int[SampleBatch.elements(rows, buffer.labelWidth)];
    buffer.numbers = new float[SampleBatch.elements(rows, buffer.numberWidth)];
    buffer.weights = new float[SampleBatch.elements(rows, buffer.weightWidth)];
    return buffer;
  }

  /** Wraps a caller's arrays; either labels or numbers are empty, and weights may be empty. */
  void wrap(int rows, int[] newLabels, float[] newNumbers, float[] newWeights) {
    labels = newLabels;
    numbers = newNumbers;
    weights = newWeights;
    wrappedRows = rows;
  }

  TargetBuffer copy() {
    TargetBuffer copy = new TargetBuffer(names);
    copy.labels = labels.clone();
    copy.numbers = numbers.clone();
    copy.weights = weights.clone();
    copy.labelWidth = labelWidth;
    copy.numberWidth = numberWidth;
    copy.weightWidth = weightWidth;
    copy.wrappedRows = wrappedRows;
    return copy;
  }

  /** Copies a row of a column; allocates nothing. */
  void gather(TargetColumn column, int row, int at) {
    if (labels.length > 0) {
      column.copyClasses(row, labels, at * labelWidth);
    } else {
      column.copyNumbers(row, numbers, at * numberWidth);
    }
    column.copyWeights(row, weights, at * weightWidth);
  }

  /**
   * The start of the hash of a row of this target; for a single class, the same as in earlier
   * versions.
   */
  long startHash(int at) {
    long hash = 0;
    for (int i = 0; labels.length > 0 && i < labelWidth; i++) {
      hash = RowHash.mix(hash + labels[at * labelWidth + i]);
    }
    return hash;
  }

  /** Adds the numbers and weights of a row to its hash. */
  long addHash(long start, int at) {
    long hash = RowHash.hash(start, numbers, at * numberWidth, (at + 1) * numberWidth);
    return RowHash.hash(hash, weights, at * weightWidth, (at + 1) * weightWidth);
  }

  int[] labels() {
    return labels;
  }

  float[] numbers() {
    return numbers;
  }

  float[] weights() {
    return weights;
  }

  int weightWidth() {
    return wrappedRows > 0 ? weights.length / wrappedRows : weightWidth;
  }

  int numberWidth() {
    return wrappedRows > 0 ? numbers.length / wrappedRows : numberWidth;
  }

  /** The number of arrays that it provides to a step. */
  int arrays() {
    return weights.length == 0 ? 1 : 2;
  }

  String name(int index) {
    return index == 0 ? names.target() : names.weights();
  }

  Object array(int index) {
    return index == 1 ? weights : labels.length > 0 ? labels : numbers;
  }

  /** The number of elements in each row of an array. */
  int width(int index) {
    return index == 1 ? weightWidth() : labels.length > 0 ? labelWidth : numberWidth();
  }
}
