package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.rule.Strided;
import java.util.Arrays;
import java.util.List;

/**
 * y = x with its axes reordered: axis i of y is axis {@code permutation[i]} of x. The gradient is
 * transposed by the inverse permutation.
 */
public record Transpose(List<Integer> permutation) implements Op {

  @Override
  public String id() {
    return "transpose";
  }

  // written out, since linking those of a record takes milliseconds when a service starts

  @Override
  public boolean equals(Object other) {
    return other instanceof Transpose transpose && permutation.equals(transpose.permutation);
  }

  @Override
  public int hashCode() {
    return permutation.hashCode();
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.get(0).shape();
    if (!permutation.stream().sorted().toList().equals(identity(shape.rank()))) {
      throw new ShapeException(
          "transpose: permutation "
              + permutation
              + " of "
              + inputs.get(0)
              + ", expected each axis once");
    }
    return inputs.get(0).with(Shape.of(permutation.stream().mapToInt(shape::dim).toArray()));
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Values x = inputs.get(0);
    for (int i = 0; i < output.data().length; i++) {
      output.set(i, x.at(source(x.shape(), output.shape(), i)));
    }
  }

  /** The flat index in x of an element of the result. */
  private int source(Shape own, Shape target, int flat) {
    int rest = flat;
    int index = 0;
    for (int axis = target.rank() - 1; axis >= 0; axis--) {
      index += rest % target.dim(axis) * Strided.stride(own, permutation.get(axis));
      rest /= target.dim(axis);
    }
    return index;
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Integer[] inverse = new Integer[permutation.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[permutation.get(i)] = i;
    }
    cotangents.add(0, upstream.transpose(Arrays.asList(inverse)));
  }

  /** Whether this swaps the two axes of a matrix. */
  public boolean isMatrixTranspose() {
    return permutation.equals(List.of(1, 0));
  }

  private static List<Integer> identity(int rank) {
    return java.util.stream.IntStream.range(0, rank).boxed().toList();
  }
}
