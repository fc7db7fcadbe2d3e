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
 * y = log Σ exp(x) over the last axis, [.., c] → [..], stabilized by the row's maximum; dy/dx =
 * exp(x − y), the softmax. −∞ for an empty row.
 */
public record LogSumExp() implements LastAxis {

  @Override
  public String id() {
    return "logsumexp";
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
      output.set(row, ofRow(inputs.get(0), row * columns, columns));
    }
  }

  /** log Σ exp of {@code columns} elements from {@code start}, in double precision. */
  static double ofRow(Values x, int start, int columns) {
    double max = max(x, start, columns);
    return Double.isFinite(max) ? max + StrictMath.log(sumExp(x, start, columns, max)) : max;
  }

  /**
   * The largest of {@code columns} elements from {@code start}; −∞ if there are none, NaN if any is
   * NaN.
   */
  static double max(Values x, int start, int columns) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < columns; i++) {
      max = Math.max(max, x.at(start + i));
    }
    return max;
  }

  /** Σ exp(x − max) of {@code columns} elements from {@code start}. */
  static double sumExp(Values x, int start, int columns, double max) {
    double sum = 0;
    for (int i = 0; i < columns; i++) {
      sum += StrictMath.exp(x.at(start + i) - max);
    }
    return sum;
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int columns = shape.dim(-1);
    int first = from * LastAxis.rowsPerUnit(shape);
    int rows = (to - from) * LastAxis.rowsPerUnit(shape);
    kernels.logSumExp(
        operands.floats(0),
        operands.offset(0) + first * columns,
        rows,
        columns,
        operands.out(),
        operands.outOffset() + first,
        scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor x = y.input(0);
    cotangents.add(0, x.softmax().mul(upstream.reshape(x.shape().with(-1, 1))));
  }
}
