package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Unary;
import dev.cotangent.core.op.UnaryKernelOp;
import java.util.List;
import java.util.Optional;

/**
 * The sigmoid y = σ(x) = 1/(1 + e^−x) in one op instead of × −1 → exp → + 1 → 1/x; dy/dx = σ(x)(1 −
 * σ(x)), computed as σ(x)·σ(−x), which does not cancel where σ(x) is close to 1. Any shape.
 */
public record Sigmoid() implements UnaryKernelOp {

  @Override
  public String id() {
    return "sigmoid";
  }

  @Override
  public Unary kernel() {
    return Unary.SIGMOID;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new SigmoidGrad().on(y.input(0), upstream));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(inputs.get(0).neg().exp().add(1).reciprocal());
  }
}
