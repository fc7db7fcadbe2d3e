package dev.cotangent.training;

/**
 * Where the elements of samples lie that are not kept in an array: a mapped file, a database, a
 * function. A {@link Dataset} of such samples may be larger than memory; it asks for one sample at
 * a time, in the order of the batches, and keeps nothing but classes and targets.
 *
 * <p>A source gives the same numbers for a row each time, since an epoch is a permutation of rows
 * and a training that is resumed asks again. It is used by one thread at a time for each training
 * or evaluation; a source that several of them share must allow for that. One that allocates
 * nothing keeps steps free of allocation.
 */
@FunctionalInterface
public interface SampleSource {

  /**
   * Copies a sample.
   *
   * @param row which sample, from 0
   * @param into where its elements go, row-major, from {@code offset} on
   */
  void copy(int row, float[] into, int offset);
}
