package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryOp;

/** y = ln x; dy/dx = 1/x. Any shape; −∞ at 0, NaN for negative x. */
public record Log() implements UnaryOp {

  @Override
  public String id() {
    return "log";
  }

  @Override
  public Unary kernel() {
    return Unary.LOG;
  }

  @Override
  public double value(double x) {
    return StrictMath.log(x);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.div(y.input(0)));
  }
}
