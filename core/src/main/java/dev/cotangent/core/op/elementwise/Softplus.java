package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/**
 * y = ln(1 + e^x), a smooth approximation of max(x, 0); dy/dx = σ(x). Stable at any magnitude. Any
 * shape.
 */
public record Softplus() implements UnaryKernelOp {

  @Override
  public String id() {
    return "softplus";
  }

  @Override
  public Unary kernel() {
    return Unary.SOFTPLUS;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).sigmoid()));
  }
}
