package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.training.cluster.SampleBlocks;
import java.util.Optional;

/**
 * The samples that this process has of an epoch's.
 *
 * @param shards the shards that they belong to
 * @param all number of the samples of all shards
 * @param first number of the first own sample among all
 */
public record OwnSamples(ShardRange shards, long all, long first) {

  /** All samples of a training in one process. */
  static OwnSamples all(Sharding sharding, int samples) {
    return new OwnSamples(ShardRange.all(sharding), samples, 0);
  }

  /**
   * The samples of a member, or all if there is one process alone.
   *
   * @param samples number of samples that this process has
   * @param batch samples in a mini-batch
   * @throws CotangentException if that is not the number for these shards, or if a member has no
   *     rows in a mini-batch
   */
  public static OwnSamples of(
      Optional<Members> members, Sharding sharding, int samples, int batch) {
    return members
        .map(known -> of(known, ShardRange.of(members, sharding), samples, batch))
        .orElseGet(() -> all(sharding, samples));
  }

  private static OwnSamples of(Members members, ShardRange shards, int samples, int batch) {
    SampleBlocks blocks = new SampleBlocks(members.samples(), batch, shards.sharding().count());
    checkRows(members, blocks);
    long from = blocks.first(shards.first());
    long expected = blocks.first(shards.end()) - from;
    if (samples != expected) {
      throw new CotangentException(
          "trainer: member "
              + members.own()
              + " of "
              + members.count()
              + " has "
              + samples
              + " samples, expected the "
              + expected
              + " from number "
              + from
              + " of "
              + members.samples());
    }
    return new OwnSamples(shards, members.samples(), from);
  }

  private static void checkRows(Members members, SampleBlocks blocks) {
    if (!blocks.suffice(members.count())) {
      throw new CotangentException(
          "trainer: mini-batches of "
              + blocks.batch()
              + " rows in "
              + blocks.shards()
              + " shards are too small for "
              + members.count()
              + " members, some of which get no rows; expected fewer members, or batch("
              + blocks.shards()
              + ") or more");
    }
  }
}
