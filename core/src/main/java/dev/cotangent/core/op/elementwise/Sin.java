package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.math.DoublePrecision;
import dev.cotangent.core.op.UnaryOp;

/** y = sin x, for x in radians; dy/dx = cos x. Any shape. */
public record Sin() implements UnaryOp {

  @Override
  public String id() {
    return "sin";
  }

  @Override
  public double value(double x) {
    return StrictMath.sin(x);
  }

  @Override
  public float float32(float x) {
    return DoublePrecision.sin(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).cos()));
  }
}
