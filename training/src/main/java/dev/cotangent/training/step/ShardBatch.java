package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import java.util.List;
import java.util.Set;

/** The rows of a mini-batch that belong to one shard, in arrays of its own, which are reused. */
final class ShardBatch implements Batch {

  private final int number;
  private final int count;
  private Batch whole;
  private Object[] arrays = {};
  private int[] lengths = {};
  private int firstRow;
  private int rows;

  /**
   * Creates a shard without arrays.
   *
   * @param number number from 0
   * @param count the number of shards
   * @param whole any batch until the first {@link #begin}
   */
  ShardBatch(int number, int count, Batch whole) {
    this.number = number;
    this.count = count;
    this.whole = whole;
  }

  /**
   * Begins to copy from a batch of so many arrays.
   *
   * @param newFirstRow the first row of this shard in the whole mini-batch
   */
  void begin(Batch batch, int newFirstRow, int newRows) {
    whole = batch;
    firstRow = newFirstRow;
    rows = newRows;
    if (arrays.length != batch.size()) {
      arrays = new Object[batch.size()];
      lengths = new int[batch.size()];
    }
  }

  /** Copies elements of an array of the whole batch. */
  void copy(int index, int from, int to) {
    Object source = whole.array(index);
    int length = to - from;
    Object target = roomFor(length, source, arrays[index]);
    System.arraycopy(source, from, target, 0, length);
    arrays[index] = target;
    lengths[index] = length;
  }

  private static Object roomFor(int length, Object source, Object before) {
    if (source instanceof float[]) {
      return before instanceof float[] floats && floats.length >= length
          ? floats
          : new float[length];
    }
    return before instanceof int[] ints && ints.length >= length ? ints : new int[length];
  }

  /** The batch that this is a part of, of which this process has the own shards alone. */
  Batch whole() {
    return whole;
  }

  /** The first row of this shard in the whole mini-batch. */
  int firstRow() {
    return firstRow;
  }

  /** The rows of this shard. */
  int rows() {
    return rows;
  }

  /** Copies of both halves of the rows, of which there are at least 2. */
  List<ShardBatch> halves() {
    return List.of(part(0, rows / 2), part(rows / 2, rows));
  }

  private ShardBatch part(int from, int to) {
    ShardBatch part = new ShardBatch(number, count, this);
    part.begin(this, firstRow + from, to - from);
    for (int i = 0; i < arrays.length; i++) {
      int width = lengths[i] % rows == 0 ? lengths[i] / rows : 0;
      part.copy(i, from * width, width == 0 ? lengths[i] : to * width);
    }
    return part;
  }

  @Override
  public int size() {
    return arrays.length;
  }

  @Override
  public String name(int index) {
    return whole.name(index);
  }

  @Override
  public Object array(int index) {
    return arrays[index];
  }

  @Override
  public int length(int index) {
    return lengths[index];
  }

  @Override
  public boolean isOptional(int index, Set<String> used) {
    return whole.isOptional(index, used);
  }

  @Override
  public Batch copy() {
    ShardBatch copy = new ShardBatch(number, count, whole);
    copy.begin(whole, firstRow, rows);
    for (int i = 0; i < arrays.length; i++) {
      copy.lengths[i] = lengths[i];
      copy.arrays[i] = roomFor(lengths[i], arrays[i], copy.arrays[i]);
      System.arraycopy(arrays[i], 0, copy.arrays[i], 0, lengths[i]);
    }
    return copy;
  }

  @Override
  public String describe() {
    return whole.describe() + ", shard " + (number + 1) + " of " + count;
  }

  @Override
  public String describeNonFinite() {
    return whole.describeNonFinite();
  }
}
