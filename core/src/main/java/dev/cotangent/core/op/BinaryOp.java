package dev.cotangent.core.op;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.BinaryFunction;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.op.rule.Strided;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/** An elementwise function of two operands of the same element type, which broadcast. */
public interface BinaryOp extends Elementwise, BinaryFunction {

  @Override
  default TensorType infer(List<TensorType> inputs) {
    return Types.broadcast(this, inputs.get(0), inputs.get(1));
  }

  @Override
  default void reference(List<Values> inputs, Values output) {
    Values a = inputs.get(0);
    Values b = inputs.get(1);
    Shape shape = output.shape();
    boolean repeatsA = !a.shape().equals(shape);
    boolean repeatsB = !b.shape().equals(shape);
    for (int i = 0; i < output.data().length; i++) {
      int first = repeatsA ? Strided.repeated(a.shape(), shape, i) : i;
      int second = repeatsB ? Strided.repeated(b.shape(), shape, i) : i;
      output.set(i, value(a.at(first), b.at(second)));
    }
  }

  @Override
  default void run(
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
    kernels.apply(this, a, aOffset, b, bOffset, y, yOffset, n);
  }
}
