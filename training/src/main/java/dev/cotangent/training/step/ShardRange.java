package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import java.util.Optional;

/**
 * The shards that this process computes.
 *
 * @param sharding the division of whole mini-batches
 * @param first the first shard
 * @param end the shard after the last
 */
public record ShardRange(Sharding sharding, int first, int end) {

  /** All shards. */
  static ShardRange all(Sharding sharding) {
    return new ShardRange(sharding, 0, sharding.count());
  }

  /**
   * The shards of a member, or all if there is one process alone.
   *
   * @throws CotangentException if there are more members than shards
   */
  public static ShardRange of(Optional<Members> members, Sharding sharding) {
    return members.map(known -> of(known, sharding)).orElseGet(() -> all(sharding));
  }

  private static ShardRange of(Members members, Sharding sharding) {
    int count = sharding.count();
    if (members.count() > count) {
      throw new CotangentException(
          "trainer: "
              + members.count()
              + " members with shards("
              + count
              + "), expected at least one shard for each member");
    }
    int own = members.own();
    return new ShardRange(
        sharding, members.firstShard(own, count), members.firstShard(own + 1, count));
  }

  /** The rows of these shards in a whole mini-batch. */
  int rows(int wholeRows) {
    return sharding.firstRow(wholeRows, end) - sharding.firstRow(wholeRows, first);
  }
}
