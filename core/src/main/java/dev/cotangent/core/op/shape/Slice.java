package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.op.Operands;
import java.util.List;

/**
 * y = the part of x from {@code start} (inclusive) to {@code end} (exclusive) along one axis; any
 * element type. The gradient is the upstream gradient padded with zeros ({@link Pad}).
 *
 * @param axis the axis, from 0
 * @param start the first index that is kept
 * @param end the index after the last one that is kept
 */
public record Slice(int axis, int start, int end) implements AlongAxis {

  @Override
  public String id() {
    return "slice";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (start < 0 || start > end || end > length(x)) {
      throw new ShapeException(
          "slice: "
              + start
              + " to "
              + end
              + " of axis "
              + axis
              + " in "
              + x
              + ", expected an ascending range within 0 to "
              + length(x));
    }
    return x.with(x.shape().with(axis, end - start));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Shape shape = inputs.get(0).shape();
    int length = distance(output.shape());
    for (int run = 0; run < runs(shape); run++) {
      int from = run * distance(shape) + start * inner(shape);
      for (int i = 0; i < length; i++) {
        output.set(run * length + i, inputs.get(0).at(from + i));
      }
    }
  }

  @Override
  public int elementsRead(int input, List<TensorType> inputs, TensorType output) {
    return output.shape().size();
  }

  @Override
  public double cost(List<TensorType> inputs, TensorType output) {
    return output.shape().size();
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int length = (end - start) * inner(shape);
    int first = run(shape, from);
    Runs.copy(
        operands.floats(0),
        operands.offset(0) + first * distance(shape) + start * inner(shape),
        distance(shape),
        operands.out(),
        operands.outOffset() + first * length,
        length,
        length,
        run(shape, to) - first);
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    int behind = y.input(0).shape().dim(axis) - end;
    cotangents.add(0, new Pad(axis, start, behind).on(upstream));
  }
}
