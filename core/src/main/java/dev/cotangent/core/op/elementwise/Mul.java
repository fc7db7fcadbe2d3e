package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;

/**
 * y = a·b; dy/da = b, dy/db = a: each input's gradient is the upstream gradient times the other
 * input. Shapes broadcast.
 */
public record Mul() implements BinaryKernelOp {

  @Override
  public String id() {
    return "mul";
  }

  @Override
  public Binary kernel() {
    return Binary.MUL;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(1)));
    cotangents.add(1, upstream.mul(y.input(0)));
  }
}
