package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of the sigmoid in one op: y = g·σ(x)·σ(−x) for the sigmoid's input x and the
 * upstream gradient g. Its derivative, for second and higher order, is that of its expansion.
 */
public record SigmoidGrad() implements BinaryKernelOp {

  @Override
  public String id() {
    return "sigmoid_grad";
  }

  @Override
  public Binary kernel() {
    return Binary.SIGMOID_GRAD;
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(
        inputs.get(1).mul(inputs.get(0).sigmoid()).mul(inputs.get(0).neg().sigmoid()));
  }
}
