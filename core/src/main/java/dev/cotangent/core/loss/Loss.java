package dev.cotangent.core.loss;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.spi.Attributes;
import dev.cotangent.core.spi.Interval;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.BinaryOperator;

/**
 * A loss function: measures how far predictions are from targets, in tensors. Immutable and
 * thread-safe. A plugin needs a public constructor without arguments, which gives the defaults, for
 * {@link java.util.ServiceLoader}.
 */
public interface Loss {

  /**
   * A loss of each element by itself, averaged over all elements: {@code
   * Loss.elementwise("pinball", (p, t) -> t.sub(p).mul(0.9).maximum(t.sub(p).mul(-0.1)))}.
   *
   * @param id the id used in messages
   * @param function maps prediction and target, of equal shape and type, to the loss of each
   *     element, of that type; must be thread-safe
   * @throws dev.cotangent.core.CotangentException if an argument is null
   */
  static Loss elementwise(String id, BinaryOperator<Tensor> function) {
    return new FunctionLoss(id, function);
  }

  /** The stable lower-case id, such as {@code cross_entropy}. */
  String id();

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * Returns the same loss with these attributes; absent ones keep their values.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Loss with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }

  /**
   * The decision threshold for a single output that separates two classes with targets 0 and 1: 0.5
   * for a loss of probabilities, 0 for a loss of logits; empty (the default) for a loss without
   * such targets.
   */
  default OptionalDouble threshold() {
    return OptionalDouble.empty();
  }

  /**
   * The kind of predictions, from which metrics derive probabilities; by default {@link
   * Scores#OTHER}.
   */
  default Scores scores() {
    return Scores.OTHER;
  }

  /** The class whose samples the loss ignores; by default none. Metrics ignore them, too. */
  default OptionalInt ignoredClass() {
    return OptionalInt.empty();
  }

  /**
   * The interval of predictions for which the loss is defined, such as 0 to 1 for probabilities; by
   * default all numbers. Gradient checks stay inside.
   */
  default Interval predictions() {
    return Interval.all();
  }

  /**
   * The interval of numeric targets for which the loss is defined; by default all numbers. Gradient
   * checks stay inside.
   */
  default Interval targets() {
    return Interval.all();
  }

  /**
   * Whether this loss detaches tensors on purpose, as a straight-through estimator does. The test
   * kit then checks the gradient with all detached tensors held constant; by default (false) it
   * reports a missing gradient as a mistake.
   */
  default boolean stopsGradients() {
    return false;
  }

  /**
   * Computes the loss of a batch, not yet reduced.
   *
   * @param prediction the model's output [batch, ...], F32 or F64
   * @param target the targets, of the {@link #targetShape}; I32 if that is the {@link #targetType},
   *     else of the prediction's type
   * @throws dev.cotangent.core.ShapeException if the target does not fit the prediction
   */
  LossTerms terms(Tensor prediction, Tensor target);

  /** The type of targets: I32 for class indices, F32 for numbers. */
  DType targetType();

  /** The target shape for a prediction shape; both with or both without the batch axis. */
  Shape targetShape(Shape prediction);
}
