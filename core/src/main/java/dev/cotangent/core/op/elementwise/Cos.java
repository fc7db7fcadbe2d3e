package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = cos x, for x in radians; dy/dx = −sin x. Any shape. */
public record Cos() implements UnaryKernelOp {

  @Override
  public String id() {
    return "cos";
  }

  @Override
  public Unary kernel() {
    return Unary.COS;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).sin().neg()));
  }
}
