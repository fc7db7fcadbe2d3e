package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;
import java.util.List;
import java.util.Optional;

/**
 * y = max(x, 0); dy/dx = 1 if y &gt; 0, else 0; also 0 at the kink x = 0 (as in PyTorch). Any
 * shape; NaN stays NaN.
 */
public record Relu() implements UnaryKernelOp {

  @Override
  public String id() {
    return "relu";
  }

  @Override
  public Unary kernel() {
    return Unary.RELU;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(
        0, y.lessEqual(Tensor.full(y.type(), 0)).where(Tensor.full(upstream.type(), 0), upstream));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor zero = Tensor.full(x.type(), 0);
    return Optional.of(x.lessEqual(zero).where(zero, x));
  }
}
