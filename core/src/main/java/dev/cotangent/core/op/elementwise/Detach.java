package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = x with the gradient stopped, also known as stop-gradient. Any shape. */
public record Detach() implements UnaryKernelOp {

  @Override
  public String id() {
    return "detach";
  }

  @Override
  public Unary kernel() {
    return Unary.COPY;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // no cotangent: the gradient stops here
  }
}
