package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = −x; dy/dx = −1. Any shape. */
public record Neg() implements UnaryKernelOp {

  @Override
  public String id() {
    return "neg";
  }

  @Override
  public Unary kernel() {
    return Unary.NEG;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.neg());
  }
}
