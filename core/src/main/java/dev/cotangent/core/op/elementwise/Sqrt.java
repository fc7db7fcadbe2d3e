package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryOp;

/** y = √x; dy/dx = 1/(2y). Any shape; NaN for negative x, derivative ∞ at 0. */
public record Sqrt() implements UnaryOp {

  @Override
  public String id() {
    return "sqrt";
  }

  @Override
  public Unary kernel() {
    return Unary.SQRT;
  }

  @Override
  public double value(double x) {
    return Math.sqrt(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.mul(2)));
  }
}
