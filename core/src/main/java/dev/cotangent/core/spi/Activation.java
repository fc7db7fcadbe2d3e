package dev.cotangent.core.spi;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import java.util.List;

/**
 * A function that layers apply to their output; the smallest plugin.
 *
 * <p>{@link #apply} defines it, in tensors: every order of derivative follows. Implementations are
 * immutable values, safe for use by many threads. Found by {@link java.util.ServiceLoader} through
 * a public constructor without arguments, which gives the defaults.
 */
public interface Activation {

  /** The stable lower-case id, which saved models hold, as in {@code relu}. */
  String id();

  /**
   * The function, of a floating tensor of any shape; the result has the {@linkplain #outputShape
   * same shape} unless documented.
   */
  Tensor apply(Tensor x);

  /** The shape of the result for an input of some shape; by default the same. */
  default Shape outputShape(Shape input) {
    return input;
  }

  /**
   * Where the derivative, or the value, jumps, of an activation that treats each element for
   * itself; by default nowhere. The gradient there is a slope between those of both sides.
   */
  default List<Double> kinks() {
    return List.of();
  }

  /**
   * The inputs for which the function is defined, of each element; by default all numbers. What
   * comes of others, such as NaN, is the author's affair: the test kit looks at points inside.
   */
  default Interval domain() {
    return Interval.all();
  }

  /**
   * Whether this activation detaches tensors on purpose, as a straight-through estimator does. Its
   * gradient is then that with all detached tensors held constant, and the test kit checks it so;
   * by default, false, a tensor whose gradient is missing is a mistake.
   */
  default boolean stopsGradients() {
    return false;
  }

  /** The attributes and their values; none by default. */
  default Attributes attributes() {
    return Attributes.none();
  }

  /**
   * The same activation with those attributes; absent ones keep their defaults.
   *
   * @throws dev.cotangent.core.CotangentException if an attribute is unknown or its value is out of
   *     range
   */
  default Activation with(Attributes attributes) {
    attributes.allowOnly();
    return this;
  }
}
