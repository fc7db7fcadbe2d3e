package dev.cotangent.training.step;

import java.util.Arrays;

/**
 * The shards of all members, as far as each has to know them: which are absent, and the weights of
 * the others in a mean. Single-threaded.
 */
final class MemberShards {

  private final Members members;
  private final double[] weights;

  MemberShards(Members members, int shards) {
    this.members = members;
    this.weights = new double[shards];
  }

  /** Sets the weight of a shard in a mean, such as its rows; 0 if it counts as absent. */
  void set(int shard, double weight) {
    weights[shard] = weight;
  }

  Members members() {
    return members;
  }

  /** The first shard of a member; for the number of members, the number of shards. */
  int first(int member) {
    return members.firstShard(member, weights.length);
  }

  /** The weight of a subtree of a power of two shards, added along the tree. */
  double weight(int first, int count) {
    int half = count / 2;
    return half == 0 ? weights[first] : weight(first, half) + weight(first + half, half);
  }

  /** The number of a member's nodes that are not absent. */
  int nodes(int member) {
    int count = 0;
    int end = first(member + 1);
    for (int shard = first(member); shard < end; shard += Subtrees.first(shard, end)) {
      count += weight(shard, Subtrees.first(shard, end)) == 0 ? 0 : 1;
    }
    return count;
  }

  /** Passes a member's nodes, absent ones too, to a receiver in the order of their leaves. */
  void each(int member, NodeReceiver receiver) {
    int end = first(member + 1);
    int count;
    for (int shard = first(member); shard < end; shard += count) {
      count = Subtrees.first(shard, end);
      receiver.accept(count, weight(shard, count));
    }
  }

  /** Receives the nodes of a member one after another. */
  interface NodeReceiver {

    /**
     * Called for each node.
     *
     * @param weight its weight; 0 if all its leaves are absent
     */
    void accept(int leaves, double weight);
  }

  @Override
  public String toString() {
    return "weights " + Arrays.toString(weights);
  }
}
