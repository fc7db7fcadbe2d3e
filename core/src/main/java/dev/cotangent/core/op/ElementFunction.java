package dev.cotangent.core.op;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Accelerated;

/**
 * A scalar function with its first derivative, which {@link Accelerated} computes in one pass, and
 * the same function as a tensor expression.
 */
public interface ElementFunction {

  /** The stable lower-case id. */
  String id();

  /** Computes the function for one element, in double precision. */
  double value(double x);

  /**
   * Computes the derivative for one element, in double precision.
   *
   * @param x the element
   * @param y the value at {@code x}, rounded to the tensor's type
   */
  double derivative(double x, double y);

  /** The function as a tensor expression, which defines its derivatives of every order. */
  Tensor apply(Tensor x);
}
