package dev.cotangent.spark.data;

import dev.cotangent.training.cluster.SampleBlocks;
import java.io.Serializable;

/**
 * The buckets that each member gets: those in which its samples lie. A bucket with the border of
 * two members goes to both, which leave out the samples that are not theirs.
 *
 * @param low for each bucket, the first member that gets it
 * @param high for each bucket, the last member; less than {@code low} if there is none
 * @param received for each member, the number of samples that it gets
 * @param skipped for each member, how many of these come before its own
 * @param size for each member, the number of its own samples
 */
record MemberPlan(int[] low, int[] high, long[] received, long[] skipped, long[] size)
    implements Serializable {

  static MemberPlan of(long[] counts, SampleBlocks blocks, int members) {
    int[] low = new int[counts.length];
    int[] high = new int[counts.length];
    java.util.Arrays.fill(low, members);
    java.util.Arrays.fill(high, -1);
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
}
