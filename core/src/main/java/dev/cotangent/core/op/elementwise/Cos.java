package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.math.DoublePrecision;
import dev.cotangent.core.op.UnaryOp;

/** y = cos x, for x in radians; dy/dx = −sin x. Any shape. */
public record Cos() implements UnaryOp {

  @Override
  public String id() {
    return "cos";
  }

  @Override
  public double value(double x) {
    return StrictMath.cos(x);
  }

  @Override
  public float float32(float x) {
    return DoublePrecision.cos(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).sin().neg()));
  }
}
