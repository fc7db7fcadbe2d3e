package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides the rows of mini-batches into shards, or those of a member's part into its shards.
 * Single-threaded; allocates nothing for batches of the most recent lengths.
 */
final class BatchShards {

  private static final int LAYOUTS = 4;

  private final Objective objective;
  private final ShardRange own;
  private final ShardBatch[] shards;
  private final List<ShardLayout> layouts = new ArrayList<>();
  private int wholeRows;

  BatchShards(Objective objective, ShardRange own) {
    this.objective = objective;
    this.own = own;
    this.shards = new ShardBatch[own.end() - own.first()];
    Batch none = new BatchLengths(List.of());
    int count = own.sharding().count();
    Arrays.setAll(shards, i -> new ShardBatch(own.first() + i, count, none));
  }

  /**
   * Copies the rows of each shard.
   *
   * @throws dev.cotangent.core.CotangentException if a shard would have rows of some inputs alone
   */
  void divide(Batch batch) {
    if (batch instanceof SampleBatch samples && samples.rows() == 0) {
      wholeRows = samples.wholeRows();
      return;
    }
    ShardLayout layout = layouts.get(find(batch));
    wholeRows = layout.wholeRows();
    for (int shard = own.first(); shard < own.end(); shard++) {
      if (isPresent(shard)) {
        layout.fill(get(shard), shard, batch);
      }
    }
  }

  private int find(Batch batch) {
    for (int i = 0; i < layouts.size(); i++) {
      if (layouts.get(i).fits(batch)) {
        return i;
      }
    }
    ShardLayout made = new ShardLayout(objective, own, batch);
    if (layouts.size() == LAYOUTS) {
      layouts.remove(0);
    }
    layouts.add(made);
    return layouts.size() - 1;
  }

  /** Whether a shard of the divided mini-batch has rows. */
  boolean isPresent(int shard) {
    return rows(shard) > 0;
  }

  /** The first own shard that has rows in the divided mini-batch; −1 if none has. */
  int firstPresent() {
    for (int shard = own.first(); shard < own.end(); shard++) {
      if (isPresent(shard)) {
        return shard;
      }
    }
    return -1;
  }

  /** The first row of a shard in the divided mini-batch. */
  int firstRow(int shard) {
    return own.sharding().firstRow(wholeRows, shard);
  }

  /** The rows of a shard of the whole mini-batch; 0 if it is absent. */
  int rows(int shard) {
    return firstRow(shard + 1) - firstRow(shard);
  }

  /** The rows of the whole mini-batch. */
  int wholeRows() {
    return wholeRows;
  }

  /** The shards that this process has. */
  ShardRange own() {
    return own;
  }

  /** The number of all shards, absent ones included. */
  int count() {
    return own.sharding().count();
  }

  /** The rows of an own shard that is present. */
  ShardBatch get(int shard) {
    return shards[shard - own.first()];
  }
}
