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
  private final OwnSamples own;
  private final int batch;
  private final int[] blocks;

  /**
   * Creates the order.
   *
   * @param samples number of samples of these shards
   * @param batch rows of a whole mini-batch, at most all samples
   */
  SampleOrder(OwnSamples own, int samples, int batch) {
    this.sharding = own.shards().sharding();
    this.own = own;
    this.batch = batch;
    this.blocks = new int[sharding.isUsed() ? samples : 0];
  }

  /** Fills an array of all own samples' numbers, from 0, in the order of an epoch. */
  void fill(int[] order, long seed, int epoch) {
    if (!sharding.isUsed()) {
      Shuffle.order(order, seed, epoch);
      return;
    }
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = i;
    }
    int start = 0;
    for (int shard = own.shards().first(); shard < own.shards().end(); shard++) {
      int end = start + size(shard);
      Shuffle.shard(blocks, start, end, shard, seed, epoch);
      deal(order, shard, start);
      start = end;
    }
  }

  /** The samples of a shard's block. */
  private int size(int shard) {
    long full = own.all() / batch;
    return Math.toIntExact(full * rows(batch, shard) + rows(lastRows(full), shard));
  }

  /** The rows of the mini-batch after the full ones, 0 if there is none. */
  private int lastRows(long full) {
    return (int) (own.all() - full * batch);
  }

  private int rows(int rowsOfBatch, int shard) {
    return sharding.firstRow(rowsOfBatch, shard + 1) - sharding.firstRow(rowsOfBatch, shard);
  }

  /** Puts a block's samples at the shard's places in the own parts of the mini-batches. */
  private void deal(int[] order, int shard, int start) {
    int next = start;
    int from = 0;
    for (long first = 0; first < own.all(); first += batch) {
      int rows = (int) Math.min(batch, own.all() - first);
      int count = rows(rows, shard);
      int place = sharding.firstRow(rows, shard) - sharding.firstRow(rows, own.shards().first());
      System.arraycopy(blocks, next, order, from + place, count);
      next += count;
      from += own.shards().rows(rows);
    }
  }
}
