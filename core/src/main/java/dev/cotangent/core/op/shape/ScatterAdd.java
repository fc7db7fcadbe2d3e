package dev.cotangent.core.op.shape;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import dev.cotangent.core.work.Rows;
import java.util.Arrays;
import java.util.List;

/**
 * y[r, ..] = Σ x[i, ..] over all i with index[i] = r, in the order of i: adds rows to a table of
 * zeros. The gradient is {@link Gather}. An index outside [0, rows) adds nothing.
 *
 * @param rows number of rows of the result
 */
public record ScatterAdd(int rows) implements KernelOp {

  @Override
  public String id() {
    return "scatter_add";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = Types.floating(this, inputs.get(0));
    Shape indices = inputs.get(1).shape();
    Types.dtype(this, inputs.get(1), DType.I32);
    if (x.shape().rank() < indices.rank()
        || !x.shape().slice(0, indices.rank()).equals(indices)
        || indices.rank() == 0) {
      throw new ShapeException(
          "scatter_add: values "
              + x
              + " at indices "
              + indices
              + ", expected values whose first axes are those of the indices");
    }
    return x.with(x.shape().slice(indices.rank(), x.shape().rank()).prepend(rows));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int width = output.shape().without(0).size();
    for (int i = 0; i < output.data().length; i++) {
      double sum = 0;
      int row = i / width;
      for (int j = 0; j < inputs.get(1).data().length; j++) {
        sum += (int) inputs.get(1).at(j) == row ? inputs.get(0).at(j * width + i % width) : 0;
      }
      output.set(i, sum);
    }
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.WHOLE;
  }

  @Override
  public int units(List<TensorType> inputs, TensorType output) {
    return 1;
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    float[] y = operands.out();
    int start = operands.outOffset();
    int width = operands.outType().shape().size() / Math.max(1, rows);
    Arrays.fill(y, start, start + rows * width, 0f);
    int count = operands.type(1).shape().size();
    for (int i = 0; i < count; i++) {
      int row = operands.ints(1)[operands.offset(1) + i];
      if (row >= 0 && row < rows) {
        int x = operands.offset(0) + i * width;
        int at = start + row * width;
        for (int j = 0; j < width; j++) {
          y[at + j] += operands.floats(0)[x + j];
        }
      }
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new Gather().on(upstream, y.input(1)));
  }
}
