package dev.cotangent.training.step;

import java.nio.ByteBuffer;

/**
 * Completes a small {@link ReductionTree} at every member: each sends all others the nodes of its
 * own shards, and all combine them alike. Single-threaded; reuses its buffers.
 */
final class GatheredNodes {

  private final ReductionTree tree;
  private final float[] leaf;
  private final MemberShards shards;
  private ByteBuffer out;
  private ByteBuffer in;

  /**
   * Creates an exchange.
   *
   * @param leaf the array that the tree reads leaves from
   */
  GatheredNodes(ReductionTree tree, float[] leaf, MemberShards shards) {
    this.tree = tree;
    this.leaf = leaf;
    this.shards = shards;
    this.out = Members.buffer(leaf.length * Float.BYTES);
    this.in = Members.buffer(leaf.length * Float.BYTES);
  }

  /** Sends the tree's nodes to all others. */
  void send() {
    int own = shards.members().own();
    out = Members.roomFor(out, shards.nodes(own) * leaf.length * Float.BYTES);
    for (int node = 0; node < tree.nodes(); node++) {
      if (tree.weight(node) != 0) {
        out.asFloatBuffer().put(tree.values(node));
        out.position(out.position() + leaf.length * Float.BYTES);
      }
    }
    out.position(0);
    if (out.hasRemaining()) {
      shards.members().sendToAll(out);
    }
  }

  /** Receives the nodes of all others and combines all, those of this member too. */
  void combine() {
    Members members = shards.members();
    tree.begin(0);
    for (int member = 0; member < members.count(); member++) {
      ByteBuffer nodes = member == members.own() ? out : receive(member);
      shards.each(member, (leaves, weight) -> add(nodes, leaves, weight));
    }
    out.position(0);
  }

  private ByteBuffer receive(int member) {
    in = Members.roomFor(in, shards.nodes(member) * leaf.length * Float.BYTES);
    if (in.hasRemaining()) {
      shards.members().receive(member, in);
    }
    return in;
  }

  private void add(ByteBuffer nodes, int leaves, double weight) {
    if (weight != 0) {
      nodes.asFloatBuffer().get(leaf);
      nodes.position(nodes.position() + leaf.length * Float.BYTES);
    }
    tree.add(leaves, weight);
  }
}
