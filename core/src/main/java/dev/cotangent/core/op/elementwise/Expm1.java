package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = e^x − 1, also accurate near 0; dy/dx = e^x. Any shape. */
public record Expm1() implements UnaryKernelOp {

  @Override
  public String id() {
    return "expm1";
  }

  @Override
  public Unary kernel() {
    return Unary.EXPM1;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).exp()));
  }
}
