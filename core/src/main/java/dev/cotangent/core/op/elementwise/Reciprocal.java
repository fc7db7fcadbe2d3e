package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = 1/x; dy/dx = −1/x² = −y². Any shape. */
public record Reciprocal() implements UnaryKernelOp {

  @Override
  public String id() {
    return "reciprocal";
  }

  @Override
  public Unary kernel() {
    return Unary.RECIPROCAL;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.square()).neg());
  }
}
