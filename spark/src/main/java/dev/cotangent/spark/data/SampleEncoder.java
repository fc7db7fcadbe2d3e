package dev.cotangent.spark.data;

import java.io.Serializable;

/**
 * Turns an element of an RDD into a sample.
 *
 * @param <T> type of the elements
 */
@FunctionalInterface
public interface SampleEncoder<T> extends Serializable {

  /**
   * Sets all values of a sample.
   *
   * @param element an element of the RDD
   * @param into an empty sample, which is used again for the next element
   */
  void encode(T element, SampleRow into);
}
