package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;

/**
 * y = Φ(x), the cumulative distribution function of the standard normal distribution; dy/dx =
 * e^(−x²/2)/√(2π). Any shape.
 */
public record NormalCdf() implements UnaryKernelOp {

  private static final double SLOPE = 1 / Math.sqrt(2 * Math.PI);

  @Override
  public String id() {
    return "normal_cdf";
  }

  @Override
  public Unary kernel() {
    return Unary.NORMAL_CDF;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).square().mul(-0.5).exp().mul(SLOPE)));
  }
}
