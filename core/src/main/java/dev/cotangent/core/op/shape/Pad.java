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
import java.util.Arrays;
import java.util.List;

/**
 * y = x with zeros (false, for BOOL) before and after it along one axis. The gradient is the slice
 * at the position of x ({@link Slice}).
 *
 * @param axis the axis, from 0
 * @param before number of zeros before x
 * @param after number of zeros after x
 */
public record Pad(int axis, int before, int after) implements AlongAxis {

  @Override
  public String id() {
    return "pad";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    if (before < 0 || after < 0) {
      throw new ShapeException(
          "pad: " + before + " before and " + after + " after " + x + ", expected 0 or more");
    }
    return x.with(x.shape().with(axis, before + length(x) + after));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Shape shape = inputs.get(0).shape();
    int length = distance(shape);
    int distance = distance(output.shape());
    for (int i = 0; i < output.data().length; i++) {
      int within = i % distance - before * inner(shape);
      boolean inside = within >= 0 && within < length;
      output.set(i, inside ? inputs.get(0).at(i / distance * length + within) : 0);
    }
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int inner = inner(shape);
    int length = distance(shape);
    int distance = length + (before + after) * inner;
    int end = run(operands.outType().shape(), to);
    float[] y = operands.out();
    for (int run = run(shape, from); run < end; run++) {
      int at = operands.outOffset() + run * distance;
      int x = at + before * inner;
      Arrays.fill(y, at, x, 0f);
      System.arraycopy(operands.floats(0), operands.offset(0) + run * length, y, x, length);
      Arrays.fill(y, x + length, at + distance, 0f);
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    int length = y.input(0).shape().dim(axis);
    cotangents.add(0, new Slice(axis, before, before + length).on(upstream));
  }
}
