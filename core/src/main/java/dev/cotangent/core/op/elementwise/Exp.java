package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = e^x; dy/dx = y. Any shape. */
public record Exp() implements UnaryKernelOp {

  @Override
  public String id() {
    return "exp";
  }

  @Override
  public Unary kernel() {
    return Unary.EXP;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y));
  }
}
