package dev.cotangent.core.op;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.SlopeFunction;
import dev.cotangent.core.kernel.UnaryFunction;
import dev.cotangent.core.op.elementwise.Accelerated;

/**
 * A scalar function with its first derivative, which {@link Accelerated} computes in one pass, and
 * the same function as a tensor expression.
 */
public interface ElementFunction extends UnaryFunction, SlopeFunction {

  /** The stable lower-case id. */
  String id();

  /** The function as a tensor expression, which defines its derivatives of every order. */
  Tensor apply(Tensor x);
}
