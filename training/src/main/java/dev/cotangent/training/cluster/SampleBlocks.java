package dev.cotangent.training.cluster;

import dev.cotangent.core.CotangentException;

/**
 * The samples that belong to each shard: a block of consecutive ones, as large as its parts of all
 * mini-batches of an epoch together. A member of several has the blocks of its shards and needs no
 * other samples.
 *
 * @param samples number of all samples, from 1
 * @param batch samples in a mini-batch, from 1; a larger number than that of all samples counts as
 *     that
 * @param shards number of shards, from 1
 */
public record SampleBlocks(long samples, int batch, int shards) {

  /**
   * Checks the numbers.
   *
   * @throws CotangentException if one of them is less than 1
   */
  public SampleBlocks {
    if (samples < 1 || batch < 1 || shards < 1) {
      throw new CotangentException(
          samples
              + " samples in mini-batches of "
              + batch
              + " in "
              + shards
              + " shards, expected 1 or more of each");
    }
    batch = (int) Math.min(batch, samples);
  }

  /**
   * The number of the first sample of a shard; for the number of shards, the number of samples.
   *
   * @param shard 0 to the number of shards
   */
  public long first(int shard) {
    long full = samples / batch;
    int rest = (int) (samples - full * batch);
    return full * firstRow(batch, shard) + firstRow(rest, shard);
  }

  /** The first row of a shard in a mini-batch of this many rows. */
  private long firstRow(int rows, int shard) {
    return (long) shard * rows / shards;
  }

  /**
   * Whether each of so many members has at least one row in a full mini-batch, as a training over
   * members needs; always true for as many rows as shards, or more.
   *
   * @param members 1 to the number of shards
   */
  public boolean suffice(int members) {
    for (int member = 0; member < members; member++) {
      long from = firstRow(batch, firstShard(member, members));
      if (from == firstRow(batch, firstShard(member + 1, members))) {
        return false;
      }
    }
    return true;
  }

  /**
   * The largest number of members such that this number and all smaller ones {@linkplain #suffice
   * suffice}: that of the shards if a mini-batch has as many rows, or more.
   */
  public int mostMembers() {
    int most = 1;
    while (most < shards && (batch >= shards || suffice(most + 1))) {
      most++;
    }
    return most;
  }

  /**
   * The first shard of a member; for the number of members, the number of shards.
   *
   * @param member 0 to the number of members
   */
  public int firstShard(int member, int members) {
    return firstShard(shards, member, members);
  }

  /**
   * The first of a number of shards that belongs to a member; for the number of members, the number
   * of shards.
   *
   * @param member 0 to the number of members
   */
  public static int firstShard(int shards, int member, int members) {
    return (int) ((long) member * shards / members);
  }

  /**
   * The number of the first sample of a member; for the number of members, the number of samples.
   *
   * @param member 0 to the number of members
   */
  public long firstOf(int member, int members) {
    return first(firstShard(member, members));
  }
}
