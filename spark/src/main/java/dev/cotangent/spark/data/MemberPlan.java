package dev.cotangent.spark.data;

import dev.cotangent.training.cluster.SampleBlocks;
import dev.cotangent.training.data.Dataset;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;

/**
 * The buckets that each member gets: those in which its samples lie. A bucket with the border of
 * two members goes to both, which leave out the samples that are not theirs.
 */
final class MemberPlan implements Serializable {

  private static final long serialVersionUID = 1L;

  /** For each bucket, the first member that gets it. */
  private final int[] low;

  /** For each bucket, the last member; less than {@code low} if there is none. */
  private final int[] high;

  /** For each member, the number of samples that it gets. */
  private final long[] received;

  /** For each member, how many of these come before its own. */
  private final long[] skipped;

  /** For each member, the number of its own samples. */
  private final long[] size;

  MemberPlan(int[] low, int[] high, long[] received, long[] skipped, long[] size) {
    this.low = low;
    this.high = high;
    this.received = received;
    this.skipped = skipped;
    this.size = size;
  }

  static MemberPlan of(long[] counts, SampleBlocks blocks, int members) {
    int[] low = new int[counts.length];
    int[] high = new int[counts.length];
    Arrays.fill(low, members);
    Arrays.fill(high, -1);
    MemberPlan plan =
        new MemberPlan(low, high, new long[members], new long[members], new long[members]);
    for (int member = 0; member < members; member++) {
      long from = blocks.firstOf(member, members);
      plan.give(counts, member, from, blocks.firstOf(member + 1, members));
    }
    return plan;
  }

  /** Gives a member the buckets with the samples of these numbers. */
  private void give(long[] counts, int member, long from, long to) {
    size[member] = to - from;
    long before = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      long after = before + counts[bucket];
      if (before < to && after > from && from < to) {
        low[bucket] = Math.min(low[bucket], member);
        high[bucket] = member;
        skipped[member] = received[member] == 0 ? from - before : skipped[member];
        received[member] += counts[bucket];
      }
      before = after;
    }
  }

  int members() {
    return size.length;
  }

  /** The first member that gets a bucket. */
  int first(int bucket) {
    return low[bucket];
  }

  /** The last member that gets a bucket; less than {@link #first} if there is none. */
  int last(int bucket) {
    return high[bucket];
  }

  /** The data set of a member of all that it gets; it may get samples though it has none. */
  Dataset read(SampleLayout layout, int member, Iterator<byte[]> parts) {
    SortedTable table = new SortedTable(layout, received[member]);
    table.addAll(size[member] == 0 ? Collections.emptyIterator() : parts);
    return table.dataset(skipped[member], size[member]);
  }
}
