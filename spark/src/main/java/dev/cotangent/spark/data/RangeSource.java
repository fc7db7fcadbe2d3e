package dev.cotangent.spark.data;

import dev.cotangent.training.data.Dataset;
import java.io.Serializable;

/**
 * Numbered samples that any executor can read by their numbers, such as files of a file system that
 * all machines share.
 *
 * <p>A number always stands for the same sample, on every machine. The object is sent to the
 * executors by Java serialization; each task uses a copy of its own.
 */
public interface RangeSource extends Serializable {

  /** The number of samples, 1 or more; called by the driver. */
  long count();

  /**
   * Reads consecutive samples.
   *
   * @param from number of the first sample
   * @param to number after the last sample; may be equal to {@code from}
   * @return {@code to - from} samples in their order
   */
  Dataset read(long from, long to);
}
