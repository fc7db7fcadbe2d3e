package dev.cotangent.core.op.elementwise;

import dev.cotangent.core.DType;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.Elementwise;
import dev.cotangent.core.op.rule.Strided;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * y = a where the BOOL mask is true, else b; the gradient goes to the selected operand. A
 * selection, not a product, so values that are not selected may be infinite or NaN. Shapes
 * broadcast.
 */
public record Where() implements Elementwise {

  @Override
  public String id() {
    return "where";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (inputs.get(0).dtype() != DType.BOOL) {
      throw new ShapeException(
          "where: the mask is " + inputs.get(0) + ", expected BOOL; comparisons return it");
    }
    TensorType values = Types.broadcast(this, inputs.get(1), inputs.get(2));
    return values.with(Types.broadcast(this, inputs.get(0).shape(), values.shape()));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    for (int i = 0; i < output.data().length; i++) {
      boolean holds = repeated(inputs.get(0), output, i) != 0;
      output.set(i, repeated(inputs.get(holds ? 1 : 2), output, i));
    }
  }

  private static double repeated(Values operand, Values output, int flat) {
    return operand.at(Strided.repeated(operand.shape(), output.shape(), flat));
  }

  @Override
  public void run(
      Kernels kernels,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    kernels.where(a, aOffset, b, bOffset, c, cOffset, y, yOffset, n);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor mask = y.input(0);
    Tensor none = Tensor.full(upstream.type(), 0);
    cotangents.add(1, mask.where(upstream, none));
    cotangents.add(2, mask.where(none, upstream));
  }
}
