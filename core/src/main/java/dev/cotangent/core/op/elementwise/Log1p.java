package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = ln(1 + x), also accurate near 0; dy/dx = 1/(1 + x). Any shape; −∞ at −1, NaN below −1. */
public record Log1p() implements UnaryKernelOp {

  @Override
  public String id() {
    return "log1p";
  }

  @Override
  public Unary kernel() {
    return Unary.LOG1P;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.input(0).add(1)));
  }
}
