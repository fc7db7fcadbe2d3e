package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/** y = erf x = 2/√π·∫ e^(−t²) dt from 0 to x; dy/dx = 2/√π·e^(−x²). Any shape. */
public record Erf() implements UnaryKernelOp {

  private static final double SLOPE = 2 / Math.sqrt(Math.PI);

  @Override
  public String id() {
    return "erf";
  }

  @Override
  public Unary kernel() {
    return Unary.ERF;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).square().neg().exp().mul(SLOPE)));
  }
}
