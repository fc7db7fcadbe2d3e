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
import java.util.Optional;

/**
 * y = exp(x) / Σ exp(x) over the last axis, stabilized by the row's maximum. The local gradient of
 * each row is the matrix diag(y) − y·yᵀ, so x̄ = y·(ȳ − Σ y·ȳ).
 */
public record Softmax() implements LastAxis {

  @Override
  public String id() {
    return "softmax";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Types.rank(this, inputs.get(0), 1, Integer.MAX_VALUE);
    return Types.floating(this, inputs.get(0));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    int columns = x.shape().dim(-1);
    for (int start = 0; start < output.data().length; start += columns) {
      double max = LogSumExp.max(x, start, columns);
      double sum = LogSumExp.sumExp(x, start, columns, max);
      for (int i = start; i < start + columns; i++) {
        output.set(i, StrictMath.exp(x.at(i) - max) / sum);
      }
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int columns = shape.dim(-1);
    int first = from * LastAxis.rowsPerUnit(shape) * columns;
    int rows = (to - from) * LastAxis.rowsPerUnit(shape);
    float[] out = operands.out();
    int at = operands.outOffset() + first;
    kernels.softmax(
        operands.floats(0), operands.offset(0) + first, rows, columns, out, at, scratch);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Tensor weighted = upstream.mul(y);
    cotangents.add(0, weighted.sub(y.mul(weighted.sum(List.of(-1), true))));
  }

  @Override
  public Optional<Tensor> expand(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    // softmax does not depend on a shift of the row, so no gradient needs to flow through the shift
    Tensor shift = x.logSumExp().detach().reshape(x.shape().with(-1, 1));
    Tensor exp = x.sub(shift).exp();
    return Optional.of(exp.div(exp.sum(List.of(-1), true)));
  }
}
