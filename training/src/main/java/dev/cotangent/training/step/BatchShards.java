package dev.cotangent.training.step;

import dev.cotangent.training.data.Batch;
import dev.cotangent.training.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides the rows of mini-batches into shards. Single-threaded; allocates nothing for batches of
 * the most recent lengths.
 */
final class BatchShards {

  private static final int LAYOUTS = 4;

  private final Objective objective;
  private final Sharding sharding;
  private final ShardBatch[] shards;
  private final List<ShardLayout> layouts = new ArrayList<>();
  private int current;

  BatchShards(Objective objective, Sharding sharding) {
    this.objective = objective;
    this.sharding = sharding;
    this.shards = new ShardBatch[sharding.count()];
    Batch none = new BatchLengths(List.of());
    Arrays.setAll(shards, i -> new ShardBatch(i, shards.length, none));
  }

  /**
   * Copies the rows of each shard.
   *
   * @throws dev.cotangent.core.CotangentException if a shard would have rows of some inputs alone
   */
  void divide(Batch batch) {
    current = find(batch);
    for (int shard = 0; shard < shards.length; shard++) {
      if (isPresent(shard)) {
        layout().fill(shards[shard], shard, batch);
      }
    }
  }

  private int find(Batch batch) {
    for (int i = 0; i < layouts.size(); i++) {
      if (layouts.get(i).fits(batch)) {
        return i;
      }
    }
    ShardLayout made = new ShardLayout(objective, sharding, batch);
    if (layouts.size() == LAYOUTS) {
      layouts.remove(0);
    }
    layouts.add(made);
    return layouts.size() - 1;
  }

  private ShardLayout layout() {
    return layouts.get(current);
  }

  /** Whether a shard of the divided batch has rows. */
  boolean isPresent(int shard) {
    return rows(shard) > 0;
  }

  /** The first row of a shard in the divided batch. */
  int firstRow(int shard) {
    return layout().firstRow(shard);
  }

  /** The rows of a shard; 0 if it is absent. */
  int rows(int shard) {
    return firstRow(shard + 1) - firstRow(shard);
  }

  /** The number of the first shard that has rows. */
  int firstPresent() {
    int shard = 0;
    while (!isPresent(shard)) {
      shard++;
    }
    return shard;
  }

  /** The number of shards, absent ones included. */
  int count() {
    return shards.length;
  }

  /** The rows of a shard that is present. */
  ShardBatch get(int shard) {
    return shards[shard];
  }
}
