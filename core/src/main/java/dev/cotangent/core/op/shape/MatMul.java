package dev.cotangent.core.op.shape;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Cotangents;
import dev.cotangent.core.graph.Op;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.op.rule.Strided;
import dev.cotangent.core.op.rule.Types;
import java.util.List;

/**
 * Y = A·B over the last two axes, [.., m, k]·[.., k, n] → [.., m, n]; earlier axes are batches and
 * broadcast.
 *
 * <p>dL/dA = Ȳ·Bᵀ and dL/dB = Aᵀ·Ȳ, where Ȳ is the upstream gradient.
 */
public record MatMul() implements Op {

  /**
   * Multiplies, with the batch axes of {@code a} merged into its rows if {@code b} is a single
   * matrix.
   */
  public static Tensor of(Tensor a, Tensor b) {
    Shape shape = a.shape();
    if (shape.rank() > 2 && b.shape().rank() == 2 && shape.dim(-1) != 0) {
      int columns = shape.dim(-1);
      Tensor rows = a.reshape(Shape.of(shape.size() / columns, columns));
      return new MatMul().on(rows, b).reshape(shape.with(-1, b.shape().dim(1)));
    }
    return new MatMul().on(a, b);
  }

  @Override
  public String id() {
    return "matmul";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType a = Types.floating(this, inputs.get(0));
    TensorType b = inputs.get(1);
    if (a.shape().rank() < 2 || b.shape().rank() < 2) {
      throw new ShapeException(
          "matmul: " + a + " and " + b + ", expected matrices, of 2 axes or more; " + wayOut(a, b));
    }
    Types.dtype(this, b, a.dtype());
    if (a.shape().dim(-1) != b.shape().dim(-2)) {
      throw new ShapeException(
          "matmul: "
              + a
              + " has "
              + a.shape().dim(-1)
              + " columns and "
              + b
              + " has "
              + b.shape().dim(-2)
              + " rows, expected as many columns as rows");
    }
    Shape batch = Types.broadcast(this, batch(a.shape()), batch(b.shape()));
    int[] dims = java.util.Arrays.copyOf(batch.dims(), batch.rank() + 2);
    dims[batch.rank()] = a.shape().dim(-2);
    dims[batch.rank() + 1] = b.shape().dim(-1);
    return a.with(Shape.of(dims));
  }

  /** Suggests a fix for a vector or scalar operand, for the message. */
  private static String wayOut(TensorType a, TensorType b) {
    if (b.shape().rank() == 1) {
      return "reshape the second to a column [" + b.shape().dim(0) + ", 1]";
    }
    return a.shape().rank() == 1
        ? "reshape the first to a row [1, " + a.shape().dim(0) + "]"
        : "a scalar is multiplied by mul";
  }

  @Override
  public void reference(List<Values> inputs, Values output) {
    int m = output.shape().dim(-2);
    int n = output.shape().dim(-1);
    Shape batch = batch(output.shape());
    Shape first = batch(inputs.get(0).shape());
    Shape second = batch(inputs.get(1).shape());
    int k = inputs.get(0).shape().dim(-1);
    for (int i = 0; i < batch.size(); i++) {
      int a = Strided.repeated(first, batch, i) * m * k;
      int b = Strided.repeated(second, batch, i) * k * n;
      product(inputs, a, b, output, i * m * n);
    }
  }

  private static void product(
      List<Values> inputs, int aOffset, int bOffset, Values output, int offset) {
    int m = output.shape().dim(-2);
    int n = output.shape().dim(-1);
    int k = inputs.get(0).shape().dim(-1);
    for (int row = 0; row < m; row++) {
      for (int column = 0; column < n; column++) {
        double sum = 0;
        for (int i = 0; i < k; i++) {
          sum +=
              inputs.get(0).at(aOffset + row * k + i) * inputs.get(1).at(bOffset + i * n + column);
        }
        output.set(offset + row * n + column, sum);
      }
    }
  }

  @Override
  public void vjp(Tensor y, Tensor upstream, Cotangents cotangents) {
    cotangents.add(0, new MatMul().on(upstream, y.input(1).transpose()));
    cotangents.add(1, new MatMul().on(y.input(0).transpose(), upstream));
  }

  /** The batch axes: all but the last two. */
  public static Shape batch(Shape shape) {
    return shape.slice(0, shape.rank() - 2);
  }
}
