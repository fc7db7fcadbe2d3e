package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import dev.cotangent.core.op.rule.Types;
import java.util.List;
import java.util.Optional;

/** y = a/b; dy/da = 1/b, dy/db = −y/b. Shapes broadcast. */
public record Div() implements BinaryKernelOp {

  @Override
  public String id() {
    return "div";
  }

  @Override
  public Binary kernel() {
    return Binary.DIV;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType type = BinaryKernelOp.super.infer(inputs);
    return Types.floating(this, type);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor b = y.input(1);
    cotangents.add(0, upstream.div(b));
    cotangents.add(1, upstream.mul(y).div(b).neg());
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    return Optional.of(inputs.get(0).mul(inputs.get(1).reciprocal()));
  }
}
