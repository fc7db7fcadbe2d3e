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
 */
public record Sharding(int count, boolean perShard) {

  /** The whole mini-batch at once. */
  public static final Sharding NONE = new Sharding(1, false);

  private static final int MOST = 65536;

  /**
   * Checks the number.
   *
   * @throws CotangentException if it is out of range
   */
  public Sharding {
    if (count < 1 || count > MOST) {
      throw new CotangentException(
          "trainer: " + count + " shards, expected 1 to " + MOST + " (16 suits most clusters)");
    }
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
