package dev.cotangent.core.op.rows;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.graph.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Applies ops on rows of the last axis to any axes, by moving these to the end and merging them.
 */
public final class OverAxes {

  private OverAxes() {}

  /**
   * Applies an op that reduces a row to one number.
   *
   * @param axes the axes to reduce, which are removed or, if {@code keepAxes}, kept with length 1
   * @throws ShapeException if an axis does not exist or is listed twice
   */
  public static Tensor reduce(
      Tensor x, List<Integer> axes, boolean keepAxes, UnaryOperator<Tensor> rows) {
    List<Integer> reduced = axes.stream().map(x.shape()::axis).toList();
    if (reduced.stream().distinct().count() != reduced.size()) {
      throw new ShapeException("axes " + axes + " of " + x.type() + ", expected each axis once");
    }
    List<Integer> order =
        new ArrayList<>(
            IntStream.range(0, x.shape().rank())
                .filter(axis -> !reduced.contains(axis))
                .boxed()
                .toList());
    Shape rest = Shape.of(order.stream().mapToInt(x.shape()::dim).toArray());
    order.addAll(reduced);
    int length = reduced.stream().mapToInt(x.shape()::dim).reduce(1, (a, b) -> a * b);
    Tensor y = rows.apply(x.transpose(order).reshape(appended(rest, length)));
    return y.reshape(keepAxes ? kept(x.shape(), reduced) : rest);
  }

  private static Shape appended(Shape shape, int length) {
    int[] dims = java.util.Arrays.copyOf(shape.dims(), shape.rank() + 1);
    dims[shape.rank()] = length;
    return Shape.of(dims);
  }

  private static Shape kept(Shape shape, List<Integer> axes) {
    Shape kept = shape;
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    return kept;
  }
}
