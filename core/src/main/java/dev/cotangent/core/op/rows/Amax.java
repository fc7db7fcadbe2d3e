package dev.cotangent.core.op.rows;

import dev.cotangent.core.Shape;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * y = max(x) over the last axis, [.., c] → [..]; ties share the gradient equally, as in PyTorch. −∞
 * for an empty row, NaN for a row with a NaN.
 */
public record Amax() implements LastAxis {

  @Override
  public String id() {
    return "amax";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = Types.floating(this, inputs.get(0));
    Types.rank(this, x, 1, Integer.MAX_VALUE);
    return x.with(x.shape().without(-1));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int columns = inputs.get(0).shape().dim(-1);
    for (int row = 0; row < output.data().length; row++) {
      output.set(row, LogSumExp.max(inputs.get(0), row * columns, columns));
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int columns = shape.dim(-1);
    int rows = LastAxis.rowsPerUnit(shape);
    for (int row = from * rows; row < to * rows; row++) {
      float max = Float.NEGATIVE_INFINITY;
      int start = operands.offset(0) + row * columns;
      for (int i = start; i < start + columns; i++) {
        max = Math.max(max, operands.floats(0)[i]);
      }
      operands.out()[operands.outOffset() + row] = max;
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor x = y.input(0);
    Shape column = x.shape().with(-1, 1);
    Tensor zero = Tensor.full(x.type(), 0);
    Tensor largest = x.equalTo(y.reshape(column));
    Tensor ties = largest.where(Tensor.full(x.type(), 1), zero).sum(List.of(-1), true);
    cotangents.add(0, largest.where(upstream.reshape(column).div(ties), zero));
  }
}
