package dev.cotangent.training.step;

/** The complete subtrees of a {@link ReductionTree} that a range of its leaves consists of. */
final class Subtrees {

  private Subtrees() {}

  /** The number of leaves in the first of the largest subtrees that make up a range. */
  static int first(int from, int to) {
    int most = Integer.highestOneBit(to - from);
    return from == 0 ? most : Math.min(most, Integer.lowestOneBit(from));
  }
}
