package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/** y = a + b; dy/da = dy/db = 1. Shapes broadcast. */
public record Add() implements BinaryKernelOp {

  @Override
  public String id() {
    return "add";
  }

  @Override
  public Binary kernel() {
    return Binary.ADD;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return Types.numbers(this, inputs.get(0), inputs.get(1));
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream);
    cotangents.add(1, upstream);
  }
}
