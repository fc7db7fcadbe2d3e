package dev.cotangent.training.step;

import dev.cotangent.core.work.Workers;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Completes a large {@link ReductionTree} at every member, bucket by bucket: each member combines
 * one segment of all nodes and sends the result to all others, so that no member has more to do, or
 * to receive, than another. One thread at a time; reuses its buffers.
 */
final class ReducedSegments {

  private final ReductionTree own;
  private final float[] result;
  private final MemberShards shards;
  private final Segments segments;
  private final NumberFormat format;
  private final float[] leaf;
  private final ReductionTree tree;
  private final ByteBuffer[] sums;
  private final ByteBuffer[] out;
  private ByteBuffer in = Members.buffer(0);

  /**
   * Creates an exchange.
   *
   * @param own the nodes of this member's shards
   * @param result receives the values of the tree's root
   * @param rule that of the tree
   * @param format form of the numbers in messages
   */
  ReducedSegments(
      ReductionTree own,
      float[] result,
      MemberShards shards,
      NodeRule rule,
      NumberFormat format,
      Workers workers) {
    this.own = own;
    this.result = result;
    this.shards = shards;
    this.segments = new Segments(result.length, shards.members().count());
    this.leaf = new float[segments.most()];
    this.format = format;
    this.tree = new ReductionTree(leaf, rule, workers);
    this.sums = buffers(segments.buckets());
    this.out = buffers(segments.buckets());
  }

  private static ByteBuffer[] buffers(int count) {
    ByteBuffer[] buffers = new ByteBuffer[count];
    Arrays.setAll(buffers, i -> Members.buffer(0));
    return buffers;
  }

  /** Number of buckets. */
  int buckets() {
    return segments.buckets();
  }

  /** The first element of a bucket; for the number of buckets, the end. */
  int first(int bucket) {
    return bucket == segments.buckets() ? result.length : segments.first(bucket, 0);
  }

  /** Computes this member's nodes in a bucket, and sends every other member its segment of them. */
  void send(int bucket) {
    own.compute(first(bucket), first(bucket + 1));
    Members members = shards.members();
    int nodes = shards.nodes(members.own());
    int others = segments.elements(bucket) - segments.length(bucket, members.own());
    ByteBuffer message = Members.roomFor(out[bucket], format.bytes(nodes * others));
    out[bucket] = message;
    int at = 0;
    for (int member = 0; member < members.count(); member++) {
      if (member != members.own()) {
        int end = at + format.bytes(nodes * segments.length(bucket, member));
        send(member, bucket, message.limit(end).position(at));
        at = end;
      }
    }
  }

  private void send(int member, int bucket, ByteBuffer message) {
    if (!message.hasRemaining()) {
      return;
    }
    int from = segments.first(bucket, member);
    int length = segments.length(bucket, member);
    int start = message.position();
    for (int node = 0; node < own.nodes(); node++) {
      if (own.weight(node) != 0) {
        format.write(own.values(node), from, length, message);
        message.position(message.position() + format.bytes(length));
      }
    }
    shards.members().send(member, message.position(start));
  }

  /** Combines this member's segment of a bucket, and sends the sums to all others. */
  void combine(int bucket) {
    Members members = shards.members();
    int from = segments.first(bucket, members.own());
    int length = segments.length(bucket, members.own());
    if (length == 0) {
      return;
    }
    tree.begin(0);
    for (int member = 0; member < members.count(); member++) {
      if (member == members.own()) {
        addOwn(from, length);
      } else {
        addReceived(member, length);
      }
    }
    tree.finish();
    System.arraycopy(leaf, 0, result, from, length);
    sums[bucket] = Members.roomFor(sums[bucket], format.bytes(length));
    format.write(leaf, 0, length, sums[bucket]);
    members.sendToAll(sums[bucket]);
  }

  private void addOwn(int from, int length) {
    for (int node = 0; node < own.nodes(); node++) {
      if (own.weight(node) != 0) {
        System.arraycopy(own.values(node), from, leaf, 0, length);
      }
      tree.add(own.leaves(node), own.weight(node));
    }
  }

  private void addReceived(int member, int length) {
    in = Members.roomFor(in, format.bytes(shards.nodes(member) * length));
    if (in.hasRemaining()) {
      shards.members().receive(member, in);
    }
    shards.each(
        member,
        (leaves, weight) -> {
          if (weight != 0) {
            format.read(in, leaf, 0, length);
            in.position(in.position() + format.bytes(length));
          }
          tree.add(leaves, weight);
        });
  }

  /** Receives the sums of the other segments of a bucket. */
  void receiveSums(int bucket) {
    Members members = shards.members();
    for (int member = 0; member < members.count(); member++) {
      int length = segments.length(bucket, member);
      if (member != members.own() && length > 0) {
        in = Members.roomFor(in, format.bytes(length));
        members.receive(member, in);
        format.read(in, result, segments.first(bucket, member), length);
      }
    }
  }
}
