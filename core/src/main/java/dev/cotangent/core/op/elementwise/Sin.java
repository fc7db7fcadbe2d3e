package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = sin x, for x in radians; dy/dx = cos x. Any shape. */
public record Sin() implements UnaryKernelOp {

  @Override
  public String id() {
    return "sin";
  }

  @Override
  public Unary kernel() {
    return Unary.SIN;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).cos()));
  }
}
