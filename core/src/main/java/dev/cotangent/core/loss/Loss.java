package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A measure of how far predictions are from targets, in tensors. Immutable, safe for use by many
 * threads. Found by {@link java.util.ServiceLoader} through a public constructor without arguments,
 * which gives the defaults.
 */
public interface Loss {

  /** The stable lower-case id, as in {@code cross_entropy}. */
  String id();

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * The same loss with those attributes; absent ones stay as they are.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Loss with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /**
   * Where a single output changes from the first to the second of two classes, whose targets are 0
   * and 1: 0.5 for a loss of probabilities, 0 for one of logits; empty, as by default, for a loss
   * that takes no such targets.
   */
  default OptionalDouble threshold() {
    return OptionalDouble.empty();
  }

  /** The kind of predictions, from which metrics derive probabilities; unknown by default. */
  default Scores scores() {
    return Scores.OTHER;
  }

  /** The class whose samples the loss leaves out; by default none. Metrics leave them out, too. */
  default OptionalInt ignoredClass() {
    return OptionalInt.empty();
  }

  /**
   * The predictions that the loss is defined for, as in 0 to 1 for probabilities; by default any.
   * Checks stay inside.
   */
  default Interval predictions() {
    return Interval.all();
  }

  /**
   * The targets that the loss is defined for, if these are numbers; by default any. Checks stay
   * inside.
   */
  default Interval targets() {
    return Interval.all();
  }

  /**
   * Whether this loss detaches tensors on purpose, as a straight-through estimator does. Its
   * gradient is then that with all detached tensors held constant, and the test kit checks it so;
   * by default, false, a tensor whose gradient is missing is a mistake.
   */
  default boolean stopsGradients() {
    return false;
  }

  /**
   * The loss of a batch, not yet reduced.
   *
   * @param prediction the model's output [batch, ...], F32 or F64
   * @param target of the {@link #targetShape}; I32 if that is the {@link #targetType}, else of the
   *     prediction's type
   * @throws dev.cotangent.core.ShapeException if the target does not fit the prediction
   */
  LossTerms terms(Tensor prediction, Tensor target);

  /** The type of targets: I32 for class indices, F32 for numbers. */
  DType targetType();

  /**
   * The shape of the targets that belong to predictions of a shape; both with or both without the
   * batch axis.
   */
  Shape targetShape(Shape prediction);
}
