package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryOp;

/** y = x, through which no gradient flows: the stop-gradient of other frameworks. Any shape. */
public record Detach() implements UnaryOp {

  @Override
  public String id() {
    return "detach";
  }

  @Override
  public Unary kernel() {
    return Unary.COPY;
  }

  @Override
  public double value(double x) {
    return x;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    // no cotangent: this op is here to stop them
  }
}
