package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;

/**
 * The division of mini-batches into shards.
 *
 * <p>Shard i of n has the rows ⌊iR/n⌋ to ⌊(i + 1)R/n⌋ (exclusive) of R. Its gradient is computed on
 * its own, and all are added along one {@linkplain ReductionTree tree}, which depends on n alone.
 *
 * @param count the number of shards, 1 for none
 * @param perShard whether losses may depend on several rows at once, within a shard
 * @param bfloat16 whether gradients of shards, and their sums, are rounded to bfloat16
 * @param syncEvery the number of steps that each shard takes by itself before the mean of all; 1
 *     for common steps
 */
public record Sharding(int count, boolean perShard, boolean bfloat16, int syncEvery) {

  /** The whole mini-batch at once. */
  public static final Sharding NONE = new Sharding(1, false, false, 1);

  private static final int MOST = 65536;

  /**
   * Checks the numbers.
   *
   * @throws CotangentException if one is out of range
   */
  public Sharding {
    if (count < 1 || count > MOST) {
      throw new CotangentException(
          "trainer: " + count + " shards, expected 1 to " + MOST + " (16 suits most clusters)");
    }
    if (syncEvery < 1) {
      throw new CotangentException(
          "trainer: syncEvery is " + syncEvery + ", expected 1 step or more");
    }
  }

  /**
   * Returns a copy with another number of shards.
   *
   * @throws CotangentException if it is out of range
   */
  public Sharding withCount(int shards) {
    return new Sharding(shards, perShard, bfloat16, syncEvery);
  }

  /** Returns a copy that accepts losses of several rows within a shard, or not. */
  public Sharding withPerShard(boolean wanted) {
    return new Sharding(count, wanted, bfloat16, syncEvery);
  }

  /** Returns a copy that rounds gradients to bfloat16, or not. */
  public Sharding withBfloat16(boolean wanted) {
    return new Sharding(count, perShard, wanted, syncEvery);
  }

  /**
   * Returns a copy with another number of local steps.
   *
   * @throws CotangentException if it is below 1
   */
  public Sharding withSyncEvery(int steps) {
    return new Sharding(count, perShard, bfloat16, steps);
  }

  /**
   * Returns this division if its settings fit together.
   *
   * @throws CotangentException if a single shard had gradients to round or local steps, or local
   *     steps had gradients to round
   */
  public Sharding checked() {
    if (bfloat16 && !isUsed()) {
      throw new CotangentException(
          "trainer: bfloat16Gradients(true) without shards, expected shards(n) with n above 1,"
              + " whose gradients are rounded");
    }
    if (isLocal() && !isUsed()) {
      throw new CotangentException(
          "trainer: syncEvery("
              + syncEvery
              + ") without shards, expected shards(n) with n above 1, each of which trains by"
              + " itself");
    }
    if (isLocal() && bfloat16) {
      throw new CotangentException(
          "trainer: bfloat16Gradients(true) with syncEvery("
              + syncEvery
              + "), expected one of them: local steps exchange no gradients");
    }
    return this;
  }

  /** Whether each shard trains by itself between common means. */
  public boolean isLocal() {
    return syncEvery > 1;
  }

  /** Whether there is more than one shard. */
  public boolean isUsed() {
    return count > 1;
  }

  /** The first of {@code rows} rows that belongs to a shard; for the number of shards, the end. */
  int firstRow(int rows, int shard) {
    return (int) ((long) shard * rows / count);
  }
}
