package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.math.Polynomials;
import dev.cotangent.core.op.UnaryOp;

/** y = e^x − 1, also accurate near 0; dy/dx = e^x. Any shape. */
public record Expm1() implements UnaryOp {

  @Override
  public String id() {
    return "expm1";
  }

  @Override
  public double value(double x) {
    return StrictMath.expm1(x);
  }

  @Override
  public float float32(float x) {
    return Polynomials.expm1(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).exp()));
  }
}
