package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;

/** y = min(a, b); the gradient goes to the smaller operand; ties share it. Shapes broadcast. */
public record Minimum() implements BinaryKernelOp {

  @Override
  public String id() {
    return "minimum";
  }

  @Override
  public Binary kernel() {
    return Binary.MIN;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Ties.share(y, upstream, cotangents);
  }
}
