package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import java.util.List;

/**
 * y = x converted to another element type: rounded to F32, truncated to I32, x ≠ 0 as BOOL. The
 * gradient is cast back, and stops at I32 and BOOL. Converting NaN or a number out of range to I32
 * fails when the value is computed.
 */
public record Cast(DType dtype) implements Op {

  @Override
  public String id() {
    return "cast";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return inputs.get(0).with(dtype);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, inputs.get(0).at(i));
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    if (y.input(0).dtype().isFloating()) {
      cotangents.add(0, upstream.cast(y.input(0).dtype()));
    }
  }
}
