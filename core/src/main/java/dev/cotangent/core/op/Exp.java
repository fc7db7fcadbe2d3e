package dev.cotangent.core.op;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.kernel.Unary;

/** y = e^x; dy/dx = y. Any shape. */
public record Exp() implements UnaryOp {

  @Override
  public String id() {
    return "exp";
  }

  @Override
  public Unary kernel() {
    return Unary.EXP;
  }

  @Override
  public double value(double x) {
    return StrictMath.exp(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y));
  }
}
