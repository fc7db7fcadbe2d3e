package dev.cotangent.core.op.shape;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
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
 * y[i, ..] = table[index[i], ..]: rows of a table [n, ..] by I32 indices of one axis or more. The
 * gradient of the table is {@link ScatterAdd}. An index outside [0, n) gives NaN.
 */
public record Gather() implements KernelOp {

  @Override
  public String id() {
    return "gather";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType table = Types.floating(this, inputs.get(0));
    TensorType indices = inputs.get(1);
    Types.rank(this, table, 1, Integer.MAX_VALUE);
    Types.rank(this, indices, 1, Integer.MAX_VALUE);
    Types.dtype(this, indices, DType.I32);
    int[] rest = table.shape().without(0).dims();
    int[] dims = Arrays.copyOf(indices.shape().dims(), indices.shape().rank() + rest.length);
    System.arraycopy(rest, 0, dims, indices.shape().rank(), rest.length);
    return table.with(Shape.of(dims));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values table = inputs.get(0);
    int width = table.shape().without(0).size();
    for (int i = 0; i < output.data().length; i++) {
      double index = inputs.get(1).at(i / width);
      boolean known = index >= 0 && index < table.shape().dim(0);
      output.set(i, known ? table.at(((int) index) * width + i % width) : Double.NaN);
    }
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.ROWWISE;
  }

  @Override
  public boolean aligned(int input) {
    return input == 1;
  }

  @Override
  public int elementsRead(int input, List<TensorType> inputs, TensorType output) {
    int size = inputs.get(input).shape().size();
    return input == 0 ? Math.min(size, output.shape().size()) : size;
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return output.shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape table = operands.type(0).shape();
    Shape indices = operands.type(1).shape();
    int width = operands.outType().shape().size() / Math.max(1, indices.size());
    int perUnit = indices.size() / Math.max(1, indices.dim(0));
    for (int i = from * perUnit; i < to * perUnit; i++) {
      int index = operands.ints(1)[operands.offset(1) + i];
      int at = operands.outOffset() + i * width;
      if (index >= 0 && index < table.dim(0)) {
        int row = operands.offset(0) + index * width;
        System.arraycopy(operands.floats(0), row, operands.out(), at, width);
      } else {
        Arrays.fill(operands.out(), at, at + width, Float.NaN);
      }
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    int rows = y.input(0).shape().dim(0);
    cotangents.add(0, new ScatterAdd(rows).on(upstream, y.input(1)));
  }
}
