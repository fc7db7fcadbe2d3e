package dev.cotangent.core.op;

import dev.cotangent.core.Cotangents;
import dev.cotangent.core.Op;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;
import java.util.List;
import java.util.Optional;

/**
 * y = ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|), which neither overflows nor cancels; dy/dx = σ(x).
 * Any shape.
 */
public record Softplus() implements Op {

  @Override
  public String id() {
    return "softplus";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return Types.floating(this, inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      double x = inputs.get(0).at(i);
      output.set(i, Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
    }
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    return Optional.of(x.maximum(Tensor.full(x.type(), 0)).add(x.abs().neg().exp().log1p()));
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, upstream.mul(y.input(0).sigmoid()));
  }
}
