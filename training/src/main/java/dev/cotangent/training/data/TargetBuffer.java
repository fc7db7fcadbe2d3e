package dev.cotangent.training.data;

/** The targets of a batch and their weights, in reused arrays. Single-threaded. */
final class TargetBuffer {

  private static final float[] NONE = {};

  private final TargetNames names;
  private ArrayKind kind = ArrayKind.NUMBERS;
  private Object values = NONE;
  private float[] weights = NONE;
  private int width;
  private int weightWidth;

  /** Creates an empty buffer. */
  TargetBuffer(TargetNames names) {
    this.names = names;
  }

  /** Creates a buffer for up to this many rows of a column. */
  static TargetBuffer of(TargetColumn column, int rows) {
    TargetBuffer buffer = new TargetBuffer(column.names());
    buffer.kind = column.kind();
    buffer.width = column.shape().size();
    buffer.weightWidth = column.weightWidth();
    buffer.values = buffer.kind.make(SampleBatch.elements(rows, buffer.width));
    buffer.weights = new float[SampleBatch.elements(rows, buffer.weightWidth)];
    return buffer;
  }

  /** Wraps a caller's arrays; either labels or numbers are empty, and weights may be empty. */
  void wrap(int rows, int[] labels, float[] numbers, float[] newWeights) {
    kind = labels.length > 0 ? ArrayKind.INTEGERS : ArrayKind.NUMBERS;
    values = labels.length > 0 ? labels : numbers;
    weights = newWeights;
    width = rows == 0 ? 0 : kind.length(values) / rows;
    weightWidth = rows == 0 ? 0 : weights.length / rows;
  }

  TargetBuffer copy() {
    TargetBuffer copy = new TargetBuffer(names);
    copy.kind = kind;
    copy.values = kind.copyOf(values, kind.length(values));
    copy.weights = weights.clone();
    copy.width = width;
    copy.weightWidth = weightWidth;
    return copy;
  }

  /** Copies a row of a column; allocates nothing. */
  void gather(TargetColumn column, int row, int at) {
    column.copy(row, values, at * width);
    column.copyWeights(row, weights, at * weightWidth);
  }

  /**
   * The start of the hash of a row of this target; for a single class, the same as in earlier
   * versions.
   */
  long startHash(int at) {
    int[] labels = labels();
    long hash = 0;
    for (int i = at * width; i < (at + 1) * width && labels.length > 0; i++) {
      hash = RowHash.mix(hash + labels[i]);
    }
    return hash;
  }

  /** Adds the numbers and weights of a row to its hash. */
  long addHash(long start, int at) {
    long hash = RowHash.hash(start, numbers(), at * numberWidth(), (at + 1) * numberWidth());
    return RowHash.hash(hash, weights, at * weightWidth, (at + 1) * weightWidth);
  }

  /** The class indices; empty if the targets are numbers. The array itself. */
  int[] labels() {
    return kind.integers(values);
  }

  /** The numbers; empty if the targets are classes. The array itself. */
  float[] numbers() {
    return kind.numbers(values);
  }

  /** The number of {@link #numbers} in each row. */
  int numberWidth() {
    return kind == ArrayKind.NUMBERS ? width : 0;
  }

  float[] weights() {
    return weights;
  }

  int weightWidth() {
    return weightWidth;
  }

  /** The number of arrays that it provides to a step. */
  int arrays() {
    return weights.length == 0 ? 1 : 2;
  }

  String name(int index) {
    return index == 0 ? names.target() : names.weights();
  }

  Object array(int index) {
    return index == 0 ? values : weights;
  }

  /** The number of elements in each row of an array. */
  int width(int index) {
    return index == 0 ? width : weightWidth;
  }
}
