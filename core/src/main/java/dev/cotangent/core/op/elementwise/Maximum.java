package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;

/** y = max(a, b); the gradient goes to the larger operand; ties share it. Shapes broadcast. */
public record Maximum() implements BinaryKernelOp {

  @Override
  public String id() {
    return "maximum";
  }

  @Override
  public Binary kernel() {
    return Binary.MAX;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Ties.share(y, upstream, cotangents);
  }
}
