package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Kernels;

/** The fixed tree that adds the sixteen virtual lanes of a sum along a row. */
public final class Lanes {

  private Lanes() {}

  /**
   * Adds sixteen lanes pairwise at distances 8, 4, 2 and 1.
   *
   * @param lanes an array whose sixteen elements from {@code offset} are overwritten by the partial
   *     sums
   * @return the sum
   */
  public static float tree(float[] lanes, int offset) {
    for (int distance = Kernels.LANES / 2; distance >= 1; distance /= 2) {
      for (int i = offset; i < offset + distance; i++) {
        lanes[i] += lanes[i + distance];
      }
    }
    return lanes[offset];
  }
}
