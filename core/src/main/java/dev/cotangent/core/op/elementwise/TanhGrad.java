package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of tanh in one op: y = g·4σ(2x)σ(−2x) for the input x of tanh and the upstream
 * gradient g. Its derivative, for second and higher order, is that of its expansion.
 */
public record TanhGrad() implements BinaryKernelOp {

  @Override
  public String id() {
    return "tanh_grad";
  }

  @Override
  public Binary kernel() {
    return Binary.TANH_GRAD;
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(new SigmoidGrad().on(inputs.get(0).mul(2), inputs.get(1).mul(4)));
  }
}
