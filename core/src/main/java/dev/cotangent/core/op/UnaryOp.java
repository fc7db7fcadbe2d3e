package dev.cotangent.core.op;

import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.UnaryFunction;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * An elementwise function of one floating-point operand: its formula in double precision and, where
 * a faster one has fixed bits, in float32.
 */
public interface UnaryOp extends Elementwise, UnaryFunction {

  @Override
  default TensorType infer(List<TensorType> inputs) {
    return Types.floating(this, inputs.get(0));
  }

  @Override
  default void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, value(x.at(i)));
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
    kernels.apply(this, a, aOffset, y, yOffset, n);
  }
}
