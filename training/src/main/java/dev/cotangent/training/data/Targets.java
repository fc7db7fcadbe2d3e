package dev.cotangent.training.data;

import dev.cotangent.core.Shape;
import dev.cotangent.core.json.JsonObject;
import java.util.List;

/**
 * The targets of a {@link Dataset}'s samples: {@linkplain ClassTargets classes}, {@linkplain
 * NumberTargets numbers}, or {@linkplain LabelTargets several labels} each.
 *
 * <p>A sample's target has a shape: a scalar for a class, [t] for the classes of t tokens, [h, w]
 * for those of pixels. Elements may have weights; a mask is a weight of 0 or 1 for each. Arrays are
 * copied. Immutable, thread-safe.
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

  /** The kind of {@link #array}. */
  abstract ArrayKind kind();

  /** The class indices or numbers of all elements, not to be modified. */
  abstract Object array();

  /** Adds names and shape to the schema of a data set. */
  abstract void describe(JsonObject.Builder schema);

  /** The class indices of all elements; empty if the targets are numbers. */
  final int[] classes() {
    return kind().integers(array());
  }

  /** The numbers of all elements; empty if the targets are classes. */
  final float[] numbers() {
    return kind().numbers(array());
  }

  /** The names of the classes; empty if the targets are not classes. */
  List<String> classNames() {
    return List.of();
  }

  /** The names of classes, columns or labels; empty if there are none. */
  final List<String> names() {
    return kind() == ArrayKind.INTEGERS ? classNames() : columnNames();
  }

  /** The names of columns or labels; empty if there are none. */
  List<String> columnNames() {
    return List.of();
  }

  /** The names of the labels; empty if the targets are not labels. */
  List<String> labelNames() {
    return List.of();
  }

  /** The plural of the values in messages. */
  String noun() {
    return "labels";
  }

  /** The number of elements in one sample's target; 0 if there is none. */
  final int width() {
    return shape.size();
  }
}
