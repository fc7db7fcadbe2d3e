package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = ln x; dy/dx = 1/x. Any shape; −∞ at 0, NaN for negative x. */
public record Log() implements UnaryKernelOp {

  @Override
  public String id() {
    return "log";
  }

  @Override
  public Unary kernel() {
    return Unary.LOG;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.input(0)));
  }
}
