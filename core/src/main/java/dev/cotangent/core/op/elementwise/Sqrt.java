package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = √x; dy/dx = 1/(2y). Any shape; NaN for negative x, derivative ∞ at 0. */
public record Sqrt() implements UnaryKernelOp {

  @Override
  public String id() {
    return "sqrt";
  }

  @Override
  public Unary kernel() {
    return Unary.SQRT;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.mul(2)));
  }
}
