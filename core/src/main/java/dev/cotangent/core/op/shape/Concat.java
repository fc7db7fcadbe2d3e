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
 * y = the inputs (one or more) concatenated along one axis; all other axes and the element type
 * must agree. Each input's gradient is its slice of the upstream gradient ({@link Slice}).
 *
 * @param axis the axis, from 0
 */
public record Concat(int axis) implements AlongAxis {

  @Override
  public String id() {
    return "concat";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    if (inputs.isEmpty()) {
      throw new ShapeException("concat: no tensors, expected at least 1");
    }
    TensorType first = inputs.get(0);
    int length = 0;
    for (TensorType input : inputs) {
      length = Math.addExact(length, length(input));
      if (!input.with(input.shape().with(axis, length(first))).equals(first)) {
        throw new ShapeException(
            "concat along axis "
                + axis
                + ": "
                + input
                + " after "
                + first
                + ", expected one type and equal lengths of the other axes");
      }
    }
    return first.with(first.shape().with(axis, length));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int at = 0;
    for (int part = 0; part < inputs.size(); part++) { // no iterator: this runs at every step
      Values input = inputs.get(part);
      int length = distance(input.shape());
      for (int i = 0; i < input.data().length; i++) {
        output.set(i / length * distance(output.shape()) + at + i % length, input.at(i));
      }
      at += length;
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.outType().shape();
    int distance = distance(shape);
    int first = run(shape, from);
    int at = operands.outOffset() + first * distance;
    int end = at + distance;
    for (int input = 0; at < end; input++) {
      int length = distance(operands.type(input).shape());
      Runs.copy(
          operands.floats(input),
          operands.offset(input) + first * length,
          length,
          operands.out(),
          at,
          distance,
          length,
          run(shape, to) - first);
      at += length;
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    int at = 0;
    for (int i = 0; i < y.inputs().size(); i++) {
      int length = y.input(i).shape().dim(axis);
      cotangents.add(i, new Slice(axis, at, at + length).on(upstream));
      at += length;
    }
  }
}
