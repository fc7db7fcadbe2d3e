package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import java.util.Set;

/** The rows of a mini-batch that belong to one shard, in arrays of its own, which are reused. */
final class ShardBatch implements Batch {

  private final int number;
  private final int count;
  private Batch whole;
  private Object[] arrays = {};
  private int[] lengths = {};

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

  /** Begins to copy from a batch of so many arrays. */
  void begin(Batch batch) {
    whole = batch;
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

  /** The batch that this is a shard of. */
  Batch whole() {
    return whole;
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
    copy.begin(whole);
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
