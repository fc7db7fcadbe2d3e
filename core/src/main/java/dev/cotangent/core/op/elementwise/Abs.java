package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = |x|; dy/dx = sign x, and 0 at the kink x = 0. Any shape. */
public record Abs() implements UnaryKernelOp {

  @Override
  public String id() {
    return "abs";
  }

  @Override
  public Unary kernel() {
    return Unary.ABS;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor x = y.input(0);
    Tensor zero = Tensor.full(upstream.type(), 0);
    cotangents.add(
        0,
        x.greater(0).where(upstream, x.less(Tensor.full(x.type(), 0)).where(upstream.neg(), zero)));
  }
}
