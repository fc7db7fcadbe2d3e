package dev.cotangent.training.step;

import java.util.Arrays;
import java.util.Optional;

/**
 * The weights of the parts of an objective in each shard of a mini-batch, as all members know them
 * before the first gradient. Single-threaded; allocates nothing in a steady state.
 */
final class ShardWeights {

  private static final int KEPT = 2;

  private final int shards;
  private final Optional<Members> members;
  private double[] weights = {};
  private int[] bounds = {};
  private int parts;
  private boolean depends = true;

  /** The rows of the latest whole mini-batches that were exchanged, and their weights. */
  private final int[] knownRows = new int[KEPT];

  private final double[][] known = new double[KEPT][0];
  private int next;

  ShardWeights(int shards, Optional<Members> members) {
    this.shards = shards;
    this.members = members;
  }

  /** Begins with no weights, for an objective of so many parts. */
  void begin(int countOfParts) {
    if (parts != countOfParts || weights.length == 0) {
      parts = countOfParts;
      weights = new double[shards * parts];
      bounds = new int[members.map(Members::count).orElse(1) + 1];
      Arrays.setAll(bounds, this::bound);
    }
    Arrays.fill(weights, 0);
  }

  private int bound(int member) {
    return parts * members.map(all -> all.firstShard(member, shards)).orElse(member * shards);
  }

  /** Sets the weights of a shard from a run that has computed them. */
  void set(int shard, StepRun run) {
    depends = !run.weighsTheSame();
    for (int part = 0; part < parts; part++) {
      weights[shard * parts + part] = run.partWeight(part);
    }
  }

  /**
   * Adds the weights of other members' shards; they are exchanged each time only if they depend on
   * the values of the rows.
   */
  void complete(int wholeRows) {
    if (members.isEmpty() || recall(wholeRows)) {
      return;
    }
    members.get().gather(weights, bounds);
    keep(wholeRows);
  }

  /**
   * Keeps the weights, also if this member had no rows yet from which to learn whether they depend
   * on values: all members have to recall the same.
   */
  private void keep(int wholeRows) {
    knownRows[next] = wholeRows;
    if (known[next].length != weights.length) {
      known[next] = new double[weights.length];
    }
    System.arraycopy(weights, 0, known[next], 0, weights.length);
    next = (next + 1) % KEPT;
  }

  private boolean recall(int wholeRows) {
    for (int i = 0; i < KEPT; i++) {
      if (!depends && knownRows[i] == wholeRows && known[i].length == weights.length) {
        System.arraycopy(known[i], 0, weights, 0, weights.length);
        return true;
      }
    }
    return false;
  }

  /** Adds the weights of a shard to the shares of all. */
  void addTo(PartShares shares, int shard, int rows) {
    shares.weigh(weights, shard * parts, parts, rows);
  }

  /** Whether a part of a shard has weight. */
  boolean areAny(int shard) {
    for (int part = 0; part < parts; part++) {
      if (weights[shard * parts + part] != 0) {
        return true;
      }
    }
    return false;
  }
}
