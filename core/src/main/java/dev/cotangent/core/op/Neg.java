package dev.cotangent.core.op;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Unary;

/** y = −x; dy/dx = −1. Any shape. */
public record Neg() implements UnaryOp {

  @Override
  public String id() {
    return "neg";
  }

  @Override
  public Unary kernel() {
    return Unary.NEG;
  }

  @Override
  public double value(double x) {
    return -x;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.neg());
  }
}
