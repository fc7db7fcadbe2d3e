package dev.cotangent.core.random;

import dev.cotangent.core.math.Threefry;

/**
 * Deterministic shuffling: the order of an epoch is a pure function of (seed, epoch, number of
 * items).
 *
 * <p>The Fisher–Yates shuffle with draws from {@link Threefry}; every permutation is equally
 * likely. Stateless and thread-safe, on arrays that no other thread uses; allocates nothing.
 */
public final class Shuffle {

  private static final long KEY = RandomStream.hash("cotangent/shuffle");

  private Shuffle() {}

  /** Fills the array with 0, 1, … in the order of an epoch under a seed. */
  public static void order(int[] order, long seed, long epoch) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    inPlace(order, seed, epoch);
  }

  /** Shuffles the items of an array; the result depends on their initial order. */
  public static void inPlace(int[] items, long seed, long epoch) {
    inPlace(items, 0, items.length, KEY, seed, epoch);
  }

  /**
   * Shuffles the items of a shard within an array; the result depends on their initial order and on
   * the number of the shard, not on other items.
   */
  public static void shard(int[] items, int from, int to, int shard, long seed, long epoch) {
    inPlace(items, from, to, KEY + 1 + shard, seed, epoch);
  }

  private static void inPlace(int[] items, int from, int to, long key, long seed, long epoch) {
    for (int i = to - from - 1; i > 0; i--) {
      int j = RandomStream.below(i + 1, seed, key, epoch, (long) i << 32);
      int item = items[from + i];
      items[from + i] = items[from + j];
      items[from + j] = item;
    }
  }
}
