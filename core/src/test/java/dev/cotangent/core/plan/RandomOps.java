package dev.cotangent.core.plan;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.Draw;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.op.image.Convolve;
import dev.cotangent.core.op.image.MaxPool;
import dev.cotangent.core.op.recurrent.LstmStates;
import dev.cotangent.core.op.rows.Standardize;
import java.util.List;

/**
 * Nodes that a seed decides and that read one tensor: on images, sequences, heads, tables, rows.
 */
final class RandomOps {

  private final Draw draw;

  RandomOps(Draw draw) {
    this.draw = draw;
  }

  /** A node that reads x, or several. */
  Tensor of(Tensor x) {
    int size = x.shape().size();
    int first = x.shape().isScalar() ? 1 : x.shape().dim(0);
    Tensor matrix = x.reshape(Shape.of(first, size / first));
    return switch (draw.below(9)) {
      case 0 -> elementwise(x);
      case 1 -> rows(x);
      case 2 -> overAxis(x);
      case 3 -> matrix.gather(draw.labels(1 + draw.below(6), matrix.shape().dim(0)));
      case 4 -> added(matrix);
      case 5 -> convolved(image(matrix));
      case 6 -> pooled(image(matrix));
      case 7 -> lstm(matrix);
      default -> heads(matrix);
    };
  }

  private Tensor elementwise(Tensor x) {
    return switch (draw.below(7)) {
      case 0 -> x.sin().add(x.cos());
      case 1 -> x.erf();
      case 2 -> x.clamp(-0.5, 0.75);
      case 3 -> x.abs().add(0.25).pow(1.5);
      case 4 -> x.sign().mul(x.softplus());
      case 5 -> x.greater(0).where(x, x.clamp(-9, 9).exp());
      default -> x.normalCdf().mul(x);
    };
  }

  private Tensor rows(Tensor x) {
    if (x.shape().isScalar()) {
      return x.softplus();
    }
    return draw.chance(0.5) ? new Standardize(1e-2).on(x) : x.logSoftmax();
  }

  private Tensor overAxis(Tensor x) {
    if (x.shape().isScalar()) {
      return x.neg();
    }
    List<Integer> axis = List.of(draw.below(x.shape().rank()));
    boolean keep = draw.chance(0.5);
    return switch (draw.below(4)) {
      case 0 -> x.variance(axis, keep);
      case 1 -> x.max(axis, keep);
      case 2 -> x.min(axis, keep);
      default -> x.logSumExp(axis, keep);
    };
  }

  private Tensor added(Tensor matrix) {
    int rows = 1 + draw.below(5);
    return matrix.scatterAdd(draw.labels(matrix.shape().dim(0), rows), rows);
  }

  /** The matrix as images [n, 1, h, w] or [1, 1, h, w]. */
  private Tensor image(Tensor matrix) {
    int rows = matrix.shape().dim(0);
    int columns = matrix.shape().dim(1);
    boolean whole = draw.chance(0.5);
    return matrix.reshape(Shape.of(whole ? 1 : rows, 1, whole ? rows : 1, columns));
  }

  private Tensor convolved(Tensor image) {
    int height = 1 + draw.below(Math.min(3, image.shape().dim(2)));
    int width = 1 + draw.below(Math.min(3, image.shape().dim(3)));
    Window window = Window.of(height, width).withPadding(draw.below(height), draw.below(width));
    Tensor filters = normal(Shape.of(2, 1, height, width));
    Tensor once = Convolve.of(image, filters, window.withStride(1, 1 + draw.below(2)), 1);
    return draw.chance(0.5) ? once : once.add(normal(Shape.of(2, 1, 1))).relu();
  }

  private Tensor pooled(Tensor image) {
    int height = 1 + draw.below(Math.min(2, image.shape().dim(2)));
    int width = 1 + draw.below(Math.min(3, image.shape().dim(3)));
    return new MaxPool(Window.of(height, width).withStride(1, 1 + draw.below(2))).on(image);
  }

  /** The states of an LSTM with two hidden units that reads the rows as steps. */
  private Tensor lstm(Tensor matrix) {
    int rows = matrix.shape().dim(0);
    Tensor gates = matrix.matmul(normal(Shape.of(matrix.shape().dim(1), 8))).mul(0.2);
    int steps = draw.chance(0.5) ? rows : 1;
    Tensor sequence = gates.reshape(Shape.of(rows / steps, steps, 8));
    Tensor start = normal(Shape.of(rows / steps, 2));
    return new LstmStates(1 + draw.below(steps))
        .on(sequence, normal(Shape.of(2, 8)), start, start.tanh());
  }

  /** Attention of the rows to each other, in one head or two. */
  private Tensor heads(Tensor matrix) {
    int rows = matrix.shape().dim(0);
    int columns = matrix.shape().dim(1);
    int count = columns % 2 == 0 ? 2 : 1;
    Tensor x = matrix.tanh().reshape(Shape.of(1, rows, count, columns / count));
    Tensor queries = x.transpose(List.of(0, 2, 1, 3));
    Tensor keys = x.transpose(List.of(0, 2, 3, 1));
    Tensor mixed = queries.matmul(keys).softmax().matmul(queries);
    return mixed.transpose(List.of(0, 2, 1, 3)).reshape(Shape.of(rows, columns));
  }

  private Tensor normal(Shape shape) {
    float[] values = new float[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) draw.normal();
    }
    return Tensor.of(shape, values);
  }
}
