package dev.cotangent.training.step;

import java.util.List;

/**
 * Sums the gradients of all members' shards, in buckets from the last element to the first, as the
 * backward pass completes them: while one is summed, the next is computed and sent. One thread at a
 * time.
 */
final class GradientExchange {

  /** The gate of gradients that are complete already. */
  static final Gate AT_ONCE =
      new Gate() {
        @Override
        public void await(int array, int from, int to) {}

        @Override
        public void awaitAll() {}
      };

  private final ReducedSegments[] arrays;
  private final int[] arrayOf;
  private final int[] bucketOf;

  /**
   * Creates an exchange.
   *
   * @param trees the nodes of this member's shards, for each array
   * @param gradients receives the sums, or the means of other numbers
   * @param rule that of the trees
   * @param format form of the numbers in messages
   */
  GradientExchange(
      ReductionTree[] trees,
      List<float[]> gradients,
      MemberShards shards,
      NodeRule rule,
      NumberFormat format) {
    arrays = new ReducedSegments[trees.length];
    int count = 0;
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new ReducedSegments(trees[i], gradients.get(i), shards, rule, format);
      count += arrays[i].buckets();
    }
    arrayOf = new int[count];
    bucketOf = new int[count];
    int at = 0;
    for (int i = arrays.length - 1; i >= 0; i--) {
      for (int bucket = arrays[i].buckets() - 1; bucket >= 0; bucket--) {
        arrayOf[at] = i;
        bucketOf[at++] = bucket;
      }
    }
  }

  /** Waits for what is to be sent. */
  interface Gate {

    /** Waits until elements of the last own shard's gradient are complete. */
    void await(int array, int from, int to);

    /** Waits until everything of the last own shard is complete. */
    void awaitAll();
  }

  /** Small messages, which travel among the last buckets. */
  interface Companion {
    void send();

    void receive();
  }

  /**
   * Exchanges everything. Between two members, messages have the same order in both directions: the
   * nodes of a bucket, and then the sums of the one before.
   */
  void run(Gate gate, Companion companion) {
    int count = arrayOf.length;
    for (int i = 0; i < count; i++) {
      ReducedSegments array = arrays[arrayOf[i]];
      gate.await(arrayOf[i], array.first(bucketOf[i]), array.first(bucketOf[i] + 1));
      array.send(bucketOf[i]);
      combine(i - 1);
      receiveSums(i - 2);
    }
    gate.awaitAll();
    companion.send();
    combine(count - 1);
    receiveSums(count - 2);
    companion.receive();
    receiveSums(count - 1);
  }

  private void combine(int index) {
    if (index >= 0) {
      arrays[arrayOf[index]].combine(bucketOf[index]);
    }
  }

  private void receiveSums(int index) {
    if (index >= 0) {
      arrays[arrayOf[index]].receiveSums(bucketOf[index]);
    }
  }
}
