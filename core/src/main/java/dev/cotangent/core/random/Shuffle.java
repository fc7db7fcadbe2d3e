package dev.cotangent.core.random;

/**
 * Deterministic shuffling: the order of an epoch is a pure function of (seed, epoch, number of
 * items).
 *
 * <p>Fisher and Yates's method with draws from {@link Threefry}; every permutation is equally
 * likely. The functions have no state and allocate nothing; they may be called from any thread, on
 * arrays that no other thread uses.
 */
public final class Shuffle {

  private static final long KEY = RandomStream.hash("cotangent/shuffle");

  private Shuffle() {}

  /** Fills the array with 0, 1, … in the order that the epoch has under the seed. */
  public static void order(int[] order, long seed, long epoch) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    inPlace(order, seed, epoch);
  }

  /** Rearranges the items of an array; the result depends on the order in which they stood. */
  public static void inPlace(int[] items, long seed, long epoch) {
    for (int i = items.length - 1; i > 0; i--) {
      int j = RandomStream.below(i + 1, seed, KEY, epoch, (long) i << 32);
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }
}
