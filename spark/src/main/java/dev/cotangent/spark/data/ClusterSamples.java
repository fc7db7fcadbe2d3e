package dev.cotangent.spark.data;

import dev.cotangent.training.cluster.SampleBlocks;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Samples that are numbered from 0 in one order for the whole cluster, as a training over several
 * members takes them.
 *
 * <p>The numbers do not depend on the number of executors, cores or partitions. Used by the driver.
 */
public interface ClusterSamples {

  /**
   * Samples that each member reads itself, so that nothing is moved between executors.
   *
   * @param source sent to the executors
   */
  static ClusterSamples of(RangeSource source) {
    return new RangeSamples(source);
  }

  /**
   * The number of all samples. May need a pass over the data at the first call.
   *
   * @throws dev.cotangent.training.data.DataException if a row is not a sample, naming the row and
   *     the column
   */
  long count();

  /**
   * Divides the samples among the members of a training: member t gets those from {@code
   * blocks.firstOf(t, members)} to {@code blocks.firstOf(t + 1, members)} (exclusive).
   *
   * @param blocks the samples of each shard; its number of samples is {@link #count}
   * @param members number of members, 1 or more
   */
  MemberSamples members(JavaSparkContext context, SampleBlocks blocks, int members);
}
