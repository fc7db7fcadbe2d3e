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
    for (int i = items.length - 1; i > 0; i--) {
      int j = RandomStream.below(i + 1, seed, KEY, epoch, (long) i << 32);
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }
}
