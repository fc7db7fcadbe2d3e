package dev.cotangent.training.data;

import dev.cotangent.core.Shape;

/**
 * The targets of a {@link Dataset}'s samples: {@linkplain ClassTargets classes}, {@linkplain
 * NumberTargets numbers}, or {@linkplain LabelTargets several labels} each.
 *
 * <p>A sample's target has a shape: a scalar for a class, [t] for the classes of t tokens, [h, w]
 * for those of pixels. Elements may have weights; a mask is a weight of 0 or 1 for each. Arrays are
 * copied. Immutable, thread-safe.
 */
public abstract sealed class Targets permits ClassTargets, NumberTargets, LabelTargets {

  static final int[] NO_CLASSES = {};
  static final float[] NO_NUMBERS = {};

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

  /** The shape of one sample's target. */
  public final Shape shape() {
    return shape;
  }

  /**
   * Returns the same targets with weights or a mask, as in {@link Dataset#withWeights}.
   *
   * @param newWeights finite numbers from 0: one for each sample, or one for each element of its
   *     target
   * @throws dev.cotangent.core.ShapeException if their number is neither
   * @throws dev.cotangent.core.CotangentException if a weight is negative, infinite or NaN, naming
   *     the row
   */
  public abstract Targets withWeights(float... newWeights);

  /** Checks and copies weights. */
  final float[] checked(float[] newWeights) {
    DatasetChecks.weights(newWeights, size, shape);
    return newWeights.clone();
  }

  /** The weights of all samples, one after another; empty if all elements count alike. */
  final float[] weights() {
    return weights;
  }

  /** The class indices of all elements, not to be modified; empty if the targets are numbers. */
  int[] classes() {
    return NO_CLASSES;
  }

  /** The numbers of all elements, not to be modified; empty if the targets are classes. */
  float[] numbers() {
    return NO_NUMBERS;
  }

  /** The number of elements in one sample's target; 0 if there is none. */
  final int width() {
    return shape.size();
  }
}
