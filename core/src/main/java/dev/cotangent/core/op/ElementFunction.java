package dev.cotangent.core.op;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.op.elementwise.Accelerated;

/**
 * A function of one element with its first derivative, and the same as an expression: what {@link
 * Accelerated} computes in one pass.
 */
public interface ElementFunction {

  /** The stable lower-case id. */
  String id();

  /** The function of one element, in double precision. */
  double value(double x);

  /**
   * The derivative.
   *
   * @param x the element
   * @param y the value there, rounded to the tensor's type
   */
  double derivative(double x, double y);

  /** The function of a tensor as an expression, which defines all its derivatives. */
  Tensor apply(Tensor x);
}
