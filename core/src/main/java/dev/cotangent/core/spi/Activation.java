package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import java.util.List;

/**
 * An activation function, which layers apply to their output; the smallest plugin.
 *
 * <p>{@link #apply} defines it in tensors, from which derivatives of every order follow.
 * Implementations are immutable and thread-safe. A plugin needs a public constructor without
 * arguments, which gives the defaults, for {@link java.util.ServiceLoader}.
 */
public interface Activation {

  /** The stable lower-case id, stored in model files, such as {@code relu}. */
  String id();

  /**
   * Applies the function to a floating-point tensor of any shape; the result has the {@linkplain
   * #outputShape same shape} unless documented otherwise.
   */
  Tensor apply(Tensor x);

  /** The shape of the result for an input shape; by default the same. */
  default Shape outputShape(Shape input) {
    return input;
  }

  /**
   * The points at which the derivative or the value of an elementwise activation jumps; by default
   * none. The gradient there is a slope between those of both sides.
   */
  default List<Double> kinks() {
    return List.of();
  }

  /**
   * The interval of element values for which the function is defined; by default all numbers.
   * Behaviour outside is unspecified: the test kit checks only points inside.
   */
  default Interval domain() {
    return Interval.all();
  }

  /**
   * Whether this activation detaches tensors on purpose, as a straight-through estimator does. The
   * test kit then checks the gradient with all detached tensors held constant; by default (false)
   * it reports a missing gradient as a mistake.
   */
  default boolean stopsGradients() {
    return false;
  }

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * Returns the same activation with these attributes; absent ones keep their defaults.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Activation with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }
}
