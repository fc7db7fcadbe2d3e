package dev.cotangent.spark.data;

import dev.cotangent.training.data.Dataset;
import java.io.Serializable;
import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;

/**
 * The samples of all members of a training, ready for a barrier stage.
 *
 * @param parts partition t has the encoded samples of member t, in any order
 * @param reader makes the member's data set of them, within the task
 */
public record MemberSamples(JavaRDD<byte[]> parts, Reader reader) {

  /** Makes a member's data set, in the task that has the member's partition. */
  @FunctionalInterface
  public interface Reader extends Serializable {

    /**
     * Reads the samples of a member, in their global order.
     *
     * @param member number of the member, and of its partition
     * @param parts the elements of that partition
     * @return the samples in memory; without rows if the member has none
     * @throws dev.cotangent.training.data.DataException if they are not the samples that were
     *     counted, as after a change of the source
     */
    Dataset read(int member, Iterator<byte[]> parts);
  }
}
