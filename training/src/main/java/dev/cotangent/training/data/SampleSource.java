package dev.cotangent.training.data;

/**
 * Supplies samples that are not kept in an array: from a mapped file, a database or a function. A
 * {@link Dataset} of such samples may be larger than memory; it reads one sample at a time, in the
 * order of the batches, and keeps only classes and targets.
 *
 * <p>A source returns the same numbers for a row each time, since epochs visit rows in varying
 * order and a resumed training reads them again. It is used by one thread at a time for each
 * training or evaluation; a source that several of them share must be thread-safe. Steps stay free
 * of allocation if the source does not allocate.
 */
@FunctionalInterface
public interface SampleSource {

  /**
   * Copies a sample.
   *
   * @param row index of the sample, from 0
   * @param into receives the elements, row-major, starting at {@code offset}
   */
  void copy(int row, float[] into, int offset);
}
