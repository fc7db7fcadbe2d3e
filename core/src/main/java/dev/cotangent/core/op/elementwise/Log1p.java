package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.math.Polynomials;
import dev.cotangent.core.op.UnaryOp;

/** y = ln(1 + x), also accurate near 0; dy/dx = 1/(1 + x). Any shape; −∞ at −1, NaN below −1. */
public record Log1p() implements UnaryOp {

  @Override
  public String id() {
    return "log1p";
  }

  @Override
  public double value(double x) {
    return StrictMath.log1p(x);
  }

  @Override
  public float float32(float x) {
    return Polynomials.log1p(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.input(0).add(1)));
  }
}
