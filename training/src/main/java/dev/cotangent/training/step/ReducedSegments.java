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

  /**
   * Elements that are read, combined and written in one go, so that they stay in a core's cache.
   */
  private static final int BLOCK = 1 << 14;

  private final ReductionTree own;
  private final float[] result;
  private final MemberShards shards;
  private final Segments segments;
  private final NumberFormat format;
  private final float[] leaf;
  private final ReductionTree tree;
  private final ByteBuffer[] sums;
  private final ByteBuffer[] out;
  private final ByteBuffer[] in;

  /**
   * Creates an exchange.
   *
   * @param own the nodes of this member's shards
   * @param result receives the values of the tree's root
   * @param rule that of the tree
   * @param format form of the numbers in messages
   */
  ReducedSegments(
      ReductionTree own, float[] result, MemberShards shards, NodeRule rule, NumberFormat format) {
    this.own = own;
    this.result = result;
    this.shards = shards;
    this.segments = new Segments(result.length, shards.members().count());
    this.leaf = new float[Math.min(BLOCK, segments.most())];
    this.format = format;
    this.tree = new ReductionTree(leaf, rule, Workers.serial());
    this.sums = buffers(segments.buckets());
    this.out = buffers(segments.buckets());
    this.in = buffers(segments.members());
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
    Members members = shards.members();
    int nodes = shards.nodes(members.own());
    int others = segments.elements(bucket) - segments.length(bucket, members.own());
    out[bucket] = Members.roomFor(out[bucket], format.bytes(nodes * others));
    int at = 0;
    for (int member = 0; member < members.count(); member++) {
      int from = segments.first(bucket, member);
      int length = segments.length(bucket, member);
      if (member == members.own()) {
        own.compute(from, from + length);
      } else if (nodes > 0 && length > 0) {
        write(from, length, out[bucket], at);
        int start = at;
        at += format.bytes(nodes * length);
        members.send(member, out[bucket].limit(at).position(start));
        out[bucket].limit(out[bucket].capacity());
      } else {
        own.compute(from, from + length);
      }
    }
  }

  /** Computes and writes the nodes of a segment, one after another. */
  private void write(int from, int length, ByteBuffer message, int start) {
    for (int done = 0; done < length; done += BLOCK) {
      int block = Math.min(BLOCK, length - done);
      own.compute(from + done, from + done + block);
      int at = start + format.bytes(done);
      for (int node = 0; node < own.nodes(); node++) {
        if (own.weight(node) != 0) {
          format.write(own.values(node), from + done, block, message.position(at));
          at += format.bytes(length);
        }
      }
    }
  }

  /** Combines this member's segment of a bucket, and sends the sums to all others. */
  void combine(int bucket) {
    Members members = shards.members();
    int from = segments.first(bucket, members.own());
    int length = segments.length(bucket, members.own());
    if (length == 0) {
      return;
    }
    for (int member = 0; member < members.count(); member++) {
      receive(member, length);
    }
    sums[bucket] = Members.roomFor(sums[bucket], format.bytes(length));
    for (int done = 0; done < length; done += BLOCK) {
      int block = Math.min(BLOCK, length - done);
      combine(from, length, done, block);
      System.arraycopy(leaf, 0, result, from + done, block);
      format.write(leaf, 0, block, sums[bucket].position(format.bytes(done)));
    }
    members.sendToAll(sums[bucket].position(0));
  }

  /** Receives the nodes of another member in a segment. */
  private void receive(int member, int length) {
    if (member != shards.members().own()) {
      in[member] = Members.roomFor(in[member], format.bytes(shards.nodes(member) * length));
      if (in[member].hasRemaining()) {
        shards.members().receive(member, in[member]);
      }
    }
  }

  private void combine(int from, int length, int done, int block) {
    tree.begin(0);
    for (int member = 0; member < shards.members().count(); member++) {
      if (member == shards.members().own()) {
        addOwn(from + done, block);
      } else {
        addReceived(member, length, done, block);
      }
    }
    tree.finish();
  }

  private void addOwn(int from, int block) {
    for (int node = 0; node < own.nodes(); node++) {
      tree.compute();
      if (own.weight(node) != 0) {
        System.arraycopy(own.values(node), from, leaf, 0, block);
      }
      tree.place(own.leaves(node), own.weight(node));
    }
  }

  private void addReceived(int member, int length, int done, int block) {
    ByteBuffer nodes = in[member];
    nodes.position(Math.min(nodes.limit(), format.bytes(done))); // no bytes if all are absent
    shards.each(
        member,
        (leaves, weight) -> {
          tree.compute();
          if (weight != 0) {
            format.read(nodes, leaf, 0, block);
            nodes.position(Math.min(nodes.limit(), nodes.position() + format.bytes(length)));
          }
          tree.place(leaves, weight);
        });
  }

  /** Receives the sums of the other segments of a bucket. */
  void receiveSums(int bucket) {
    Members members = shards.members();
    for (int member = 0; member < members.count(); member++) {
      int length = segments.length(bucket, member);
      if (member != members.own() && length > 0) {
        in[member] = Members.roomFor(in[member], format.bytes(length));
        members.receive(member, in[member]);
        format.read(in[member], result, segments.first(bucket, member), length);
      }
    }
  }
}
