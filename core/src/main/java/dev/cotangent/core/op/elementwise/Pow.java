package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.op.BinaryKernelOp;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * y = a^b; dy/da = b·a^(b−1), and 0 for 0⁰; dy/db = y·ln a, and 0 where a is 0. NaN for negative a
 * and fractional b. Shapes broadcast.
 */
public record Pow() implements BinaryKernelOp {

  @Override
  public String id() {
    return "pow";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType type = BinaryKernelOp.super.infer(inputs);
    return Types.floating(this, type);
  }

  @Override
  public Binary kernel() {
    return Binary.POW;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor a = y.input(0);
    Tensor b = y.input(1);
    Tensor none = a.equalTo(0);
    Tensor safe = none.where(Tensor.full(a.type(), 1), a);
    // Only 0⁰ needs protection: elsewhere the derivative at b = 0 is 0 but still depends on b.
    Tensor base = b.equalTo(0).where(safe, a);
    cotangents.add(0, upstream.mul(b).mul(base.pow(b.sub(1))));
    Tensor zero = Tensor.full(upstream.type(), 0);
    cotangents.add(1, none.where(zero, upstream.mul(y).mul(safe.log())));
  }
}
