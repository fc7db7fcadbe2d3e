package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.ShapeException;
import dev.cotangent.training.data.SampleBatch;
import java.util.Optional;

/**
 * The arrays of a caller as a batch of a supervised step; the same object each time. One thread at
 * a time; allocates nothing.
 */
public final class ArrayBatch {

  private final Optional<BatchShape> shape;
  private final SampleBatch batch = SampleBatch.empty();

  /**
   * Creates a batch of no arrays.
   *
   * @param shape shape of the step's batches; empty: the step takes named inputs only
   */
  public ArrayBatch(Optional<BatchShape> shape) {
    this.shape = shape;
  }

  /**
   * Wraps features and classes.
   *
   * @throws ShapeException if the arrays do not match each other or the model
   * @throws CotangentException if the step takes other targets or named inputs
   */
  public SampleBatch of(float[] features, int[] labels) {
    int rows = shape().rows(features, labels);
    batch.wrap(rows, features, labels, BatchShape.NO_TARGETS, BatchShape.NO_WEIGHTS);
    return batch;
  }

  /** Like {@link #of(float[], int[])}, for numbers. */
  public SampleBatch of(float[] features, float[] targets) {
    int rows = shape().rows(features, targets);
    batch.wrap(rows, features, BatchShape.NO_LABELS, targets, BatchShape.NO_WEIGHTS);
    return batch;
  }

  /** Like {@link #of(float[], int[])}, with a weight for each row or each label. */
  public SampleBatch of(float[] features, int[] labels, float[] weights) {
    int rows = shape().rows(features, labels);
    shape().checkWeights(rows, weights);
    batch.wrap(rows, features, labels, BatchShape.NO_TARGETS, weights);
    return batch;
  }

  /** Like {@link #of(float[], float[])}, with a weight for each row or each number. */
  public SampleBatch of(float[] features, float[] targets, float[] weights) {
    int rows = shape().rows(features, targets);
    shape().checkWeights(rows, weights);
    batch.wrap(rows, features, BatchShape.NO_LABELS, targets, weights);
    return batch;
  }

  /** A new batch with this many rows of arbitrary values. */
  public SampleBatch of(int rows) {
    return shape().batch(rows);
  }

  private BatchShape shape() {
    return shape.orElseThrow(
        () ->
            new CotangentException(
                "an objective takes named inputs, as in run(Batch.of(\"x\", x))"));
  }
}
