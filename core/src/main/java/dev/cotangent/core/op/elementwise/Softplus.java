package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.math.Polynomials;
import dev.cotangent.core.op.UnaryOp;

/**
 * y = ln(1 + e^x), a smooth approximation of max(x, 0); dy/dx = σ(x). Stable at any magnitude. Any
 * shape.
 */
public record Softplus() implements UnaryOp {

  @Override
  public String id() {
    return "softplus";
  }

  @Override
  public double value(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  @Override
  public float float32(float x) {
    return Polynomials.softplus(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).sigmoid()));
  }
}
