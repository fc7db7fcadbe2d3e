package dev.cotangent.core.op.image;

import dev.cotangent.core.Shape;
import dev.cotangent.core.ShapeException;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Values;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.MaxPooling;
import dev.cotangent.core.op.KernelOp;
import dev.cotangent.core.op.Operands;
import dev.cotangent.core.op.rule.Types;
import dev.cotangent.core.work.Rows;
import java.util.List;

/** Base of the max-pooling ops; their first operand is always the images. */
interface Pooling extends KernelOp {

  /** The window. */
  Window window();

  @Override
  default Rows rows(List<TensorType> inputs, TensorType output) {
    return Rows.ROWWISE;
  }

  /** The type of a result with one element for each window of the images x. */
  default TensorType pooled(TensorType x) {
    Types.floating(this, x);
    Types.rank(this, x, 4, 4);
    Shape shape = x.shape();
    int height = outputs(window().vertical(), shape.dim(2), x);
    int width = outputs(window().horizontal(), shape.dim(3), x);
    return x.with(Shape.of(shape.dim(0), shape.dim(1), height, width));
  }

  private int outputs(Span span, int length, TensorType x) {
    if (2 * span.padding() > span.kernel() || span.outputs(length) < 1) {
      throw new ShapeException(
          id()
              + ": "
              + window()
              + " on images "
              + x
              + (span.outputs(length) < 1
                  ? ", expected images at least as large as the window"
                  : ", expected a padding of at most half the kernel"));
    }
    return span.outputs(length);
  }

  /** Returns the type of the images, if the other operand has the wanted type. */
  default TensorType matching(TensorType x, String what, TensorType type, TensorType wanted) {
    if (!type.equals(wanted)) {
      throw new ShapeException(
          id() + " of images " + x + ": " + what + " " + type + ", expected " + wanted);
    }
    return x;
  }

  /**
   * The flat index in x of the largest element of a window, given by the flat index of its result.
   */
  default int argument(Values x, int pooled) {
    Span down = window().vertical();
    Span right = window().horizontal();
    int height = x.shape().dim(2);
    int width = x.shape().dim(3);
    int columns = right.outputs(width);
    int rows = down.outputs(height);
    int plane = pooled / columns / rows * height * width;
    int argument = -1;
    for (int tap = 0; tap < window().taps(); tap++) {
      int r = down.input(pooled / columns % rows, tap / right.kernel());
      int c = right.input(pooled % columns, tap % right.kernel());
      if (r >= 0 && r < height && c >= 0 && c < width) {
        int at = plane + r * width + c;
        argument = argument < 0 || Double.compare(x.at(at), x.at(argument)) > 0 ? at : argument;
      }
    }
    return argument;
  }

  /** Picks elements of operand {@code source} at the maxima, for the images in [from, to). */
  default void pick(Operands operands, int source, int from, int to) {
    Shape x = operands.type(0).shape();
    int size = x.dim(2) * x.dim(3);
    int pooled = window().vertical().outputs(x.dim(2)) * window().horizontal().outputs(x.dim(3));
    int first = from * x.dim(1);
    MaxPooling.pick(
        window(),
        x.dim(2),
        x.dim(3),
        operands.floats(0),
        operands.offset(0) + first * size,
        operands.floats(source),
        operands.offset(source) + first * size,
        operands.out(),
        operands.outOffset() + first * pooled,
        (to - from) * x.dim(1));
  }
}
