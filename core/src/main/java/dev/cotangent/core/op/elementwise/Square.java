package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;
import java.util.List;
import java.util.Optional;

/** y = x²; dy/dx = 2x. Any shape. */
public record Square() implements UnaryKernelOp {

  @Override
  public String id() {
    return "square";
  }

  @Override
  public Unary kernel() {
    return Unary.SQUARE;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).mul(2)));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(inputs.get(0).mul(inputs.get(0)));
  }
}
