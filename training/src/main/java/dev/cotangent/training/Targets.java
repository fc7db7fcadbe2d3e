package dev.cotangent.training;

import dev.cotangent.core.Shape;

/**
 * What is to be predicted for each sample of a {@link Dataset}: {@linkplain ClassTargets classes},
 * {@linkplain NumberTargets numbers}, or which of some {@linkplain LabelTargets labels} it has.
 *
 * <p>The target of a sample has a shape: a scalar for a class, [t] for the classes of t tokens, [h,
 * w] for those of pixels. Elements may have weights; a mask is a weight of 0 or 1 for each. Arrays
 * are copied. Immutable, safe for use by many threads.
 */
public abstract sealed class Targets permits ClassTargets, NumberTargets, LabelTargets {

  private static final float[] ALIKE = {};

  private final Shape shape;
  private final int size;
  private final float[] weights;

  Targets(Shape shape, int size, float[] weights) {
    this.shape = shape;
    this.size = size;
    this.weights = weights;
  }

  /** No weights: all elements count alike. */
  static float[] alike() {
    return ALIKE;
  }

  /** The number of samples. */
  public final int size() {
    return size;
  }

  /** The shape of the target of one sample. */
  public final Shape shape() {
    return shape;
  }

  /**
   * The same targets with weights or a mask, as {@link Dataset#withWeights} has them.
   *
   * @param newWeights finite and from 0: one for each sample, or one for each element of its target
   * @throws dev.cotangent.core.ShapeException if there are too many or too few
   * @throws dev.cotangent.core.CotangentException if one is negative, infinite or NaN, naming the
   *     row
   */
  public abstract Targets withWeights(float... newWeights);

  /** These weights, checked and copied. */
  final float[] checked(float[] newWeights) {
    DatasetChecks.weights(newWeights, size, shape);
    return newWeights.clone();
  }

  /** The weights of all samples, one after another; none if all elements count alike. */
  final float[] weights() {
    return weights;
  }

  /** The classes of all elements, not to be written; none if the targets are numbers. */
  int[] classes() {
    return BatchShape.NO_LABELS;
  }

  /** The numbers of all elements, not to be written; none if the targets are classes. */
  float[] numbers() {
    return BatchShape.NO_TARGETS;
  }

  /** How many elements the targets have; 0 in a description of none. */
  final int width() {
    return shape.size();
  }
}
