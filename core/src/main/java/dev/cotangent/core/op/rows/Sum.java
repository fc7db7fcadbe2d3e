package dev.cotangent.core.op.rows;

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
import java.util.List;

/**
 * y = the sum over {@code count} adjacent axes from {@code first}, which are removed; 0 if they are
 * empty. The gradient is broadcast along them.
 *
 * @param first the first axis to sum over, from 0
 * @param count the number of axes
 */
public record Sum(int first, int count) implements KernelOp {

  /** Sums over any axes, one group of adjacent axes at a time, from the last. */
  public static Tensor of(Tensor x, List<Integer> axes, boolean keepAxes) {
    List<Integer> sorted = axes.stream().map(x.shape()::axis).sorted().toList();
    if (sorted.stream().distinct().count() != sorted.size()) {
      throw new ShapeException(
          "sum: axes " + axes + " of " + x.type() + ", expected each axis once");
    }
    Tensor sum = x;
    Shape kept = x.shape();
    for (int last = sorted.size() - 1; last >= 0; ) {
      int from = last;
      while (from > 0 && sorted.get(from - 1) == sorted.get(from) - 1) {
        from--;
      }
      sum = new Sum(sorted.get(from), last - from + 1).on(sum);
      last = from - 1;
    }
    for (int axis : sorted) {
      kept = kept.with(axis, 1);
    }
    return keepAxes ? sum.reshape(kept) : sum;
  }

  @Override
  public String id() {
    return "sum";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = Types.floating(this, inputs.get(0));
    Shape result = x.shape();
    for (int i = 0; i < count; i++) {
      result = result.without(first);
    }
    return x.with(result);
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    Shape shape = inputs.get(0).shape();
    int inner = inner(shape);
    int length = length(shape);
    for (int i = 0; i < output.data().length; i++) {
      double sum = 0;
      for (int j = 0; j < length; j++) {
        sum += inputs.get(0).at((i / inner * length + j) * inner + i % inner);
      }
      output.set(i, sum);
    }
  }

  @Override
  public Rows rows(List<TensorType> inputs, TensorType output) {
    return first > 0 ? Rows.ROWWISE : Rows.OVER_ROWS;
  }

  @Override
  public int units(List<TensorType> inputs, TensorType output) {
    return first > 0 ? output.shape().dim(0) : inner(inputs.get(0).shape());
  }

  @Override
  public void run(Kernels kernels, Operands operands, int from, int to, Scratch scratch) {
    Shape shape = operands.type(0).shape();
    int inner = inner(shape);
    int length = length(shape);
    float[] x = operands.floats(0);
    float[] y = operands.out();
    if (first == 0 && inner > 1) {
      kernels.columnSums(
          x,
          operands.offset(0) + from,
          inner,
          length,
          to - from,
          y,
          operands.outOffset() + from,
          scratch);
      return;
    }
    int perUnit = product(shape, 1, first);
    if (inner == 1) {
      int row = from * perUnit;
      kernels.rowSums(
          x,
          operands.offset(0) + row * length,
          (to - from) * perUnit,
          length,
          y,
          operands.outOffset() + row);
      return;
    }
    for (int outer = from * perUnit; outer < to * perUnit; outer++) {
      int at = operands.offset(0) + outer * length * inner;
      kernels.columnSums(
          x, at, inner, length, inner, y, operands.outOffset() + outer * inner, scratch);
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    Shape shape = y.input(0).shape();
    Shape kept = shape;
    for (int i = 0; i < count; i++) {
      kept = kept.with(first + i, 1);
    }
    cotangents.add(0, upstream.reshape(kept).broadcastTo(shape));
  }

  private int inner(Shape shape) {
    return product(shape, first + count, shape.rank());
  }

  private int length(Shape shape) {
    return product(shape, first, first + count);
  }

  /**
   * The product of the lengths of axes [from, to); creates no shape, since every run calls this.
   */
  private static int product(Shape shape, int from, int to) {
    int product = 1;
    for (int axis = from; axis < to; axis++) {
      product *= shape.dim(axis);
    }
    return product;
  }
}
