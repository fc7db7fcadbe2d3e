package dev.cotangent.training.step;

import dev.cotangent.core.random.Shuffle;

/**
 * The order of samples in an epoch: all shuffled together, or each shard by itself.
 *
 * <p>With shards, the data is divided into one block of consecutive samples for each shard, as
 * large as its parts of all mini-batches together. A block is shuffled by seed, epoch and number of
 * the shard alone, so that a machine needs only the blocks of its own shards. Allocates nothing.
 */
final class SampleOrder {

  private final Sharding sharding;
  private final int batch;
  private final int samples;
  private final int[] blocks;

  /**
   * Creates the order.
   *
   * @param batch rows of a mini-batch, at most all samples
   */
  SampleOrder(Sharding sharding, int samples, int batch) {
    this.sharding = sharding;
    this.batch = batch;
    this.samples = samples;
    this.blocks = new int[sharding.isUsed() ? samples : 0];
  }

  /** Fills an array of all samples' numbers in the order of an epoch. */
  void fill(int[] order, long seed, int epoch) {
    if (!sharding.isUsed()) {
      Shuffle.order(order, seed, epoch);
      return;
    }
    for (int i = 0; i < samples; i++) {
      blocks[i] = i;
    }
    int start = 0;
    for (int shard = 0; shard < sharding.count(); shard++) {
      int end = start + size(shard);
      Shuffle.shard(blocks, start, end, shard, seed, epoch);
      deal(order, shard, start);
      start = end;
    }
  }

  /** The samples of a shard's block. */
  private int size(int shard) {
    int full = samples / batch;
    return full * rows(batch, shard) + rows(samples - full * batch, shard);
  }

  private int rows(int rowsOfBatch, int shard) {
    return sharding.firstRow(rowsOfBatch, shard + 1) - sharding.firstRow(rowsOfBatch, shard);
  }

  /** Puts a block's samples at the shard's places in the mini-batches. */
  private void deal(int[] order, int shard, int start) {
    int next = start;
    for (int from = 0; from < samples; from += batch) {
      int rows = Math.min(batch, samples - from);
      int count = rows(rows, shard);
      System.arraycopy(blocks, next, order, from + sharding.firstRow(rows, shard), count);
      next += count;
    }
  }
}
