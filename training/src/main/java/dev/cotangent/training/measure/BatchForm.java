package dev.cotangent.training.measure;

import dev.cotangent.training.data.SampleBatch;

/**
 * The properties of a batch that a plan depends on.
 *
 * @param rows the number of samples
 * @param weights number of weights per sample: none, one, or one for each element of its loss
 */
record BatchForm(int rows, int weights) {

  /** The form of a batch. */
  public static BatchForm of(SampleBatch batch) {
    return new BatchForm(batch.rows(), batch.weightWidth());
  }

  /**
   * Written by hand: the JDK's implementation for records keeps a reference to the class loader of
   * the last record it compared, and this one is compared in each step.
   */
  @Override
  public boolean equals(Object other) {
    return other instanceof BatchForm form && form.rows == rows && form.weights == weights;
  }

  @Override
  public int hashCode() {
    return 31 * rows + weights;
  }
}
