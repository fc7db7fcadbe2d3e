package dev.cotangent.pictures;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Random F64 scalars whose graphs broadcast, share nodes, reduce and multiply matrices. */
final class RandomGraphs {

  private static final List<Shape> SHAPES =
      List.of(
          Shape.scalar(),
          Shape.of(1),
          Shape.of(3),
          Shape.of(2, 3),
          Shape.of(2, 1),
          Shape.of(1, 3),
          Shape.of(4, 2, 3),
          Shape.of(4, 1, 1));

  private final RandomStream random;
  private final List<Tensor> nodes = new ArrayList<>();
  private long next;

  private RandomGraphs(long seed) {
    random = RandomStream.of(seed, "graphs");
  }

  /** The graph of a seed. */
  static Tensor of(long seed) {
    RandomGraphs graph = new RandomGraphs(seed);
    for (int i = 0; i < 4; i++) {
      graph.nodes.add(graph.constant(SHAPES.get(graph.below(SHAPES.size()))));
    }
    int ops = 3 + graph.below(7);
    for (int i = 0; i < ops; i++) {
      graph.nodes.add(graph.op());
    }
    return graph.nodes.stream()
        .skip(2)
        .map(node -> node.mul(0.5).sum())
        .reduce(Tensor::add)
        .orElseThrow();
  }

  private int below(int n) {
    return random.below(n, next++);
  }

  private Tensor constant(Shape shape) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.normal(next++);
    }
    return Tensor.f64(shape, values);
  }

  private Tensor any() {
    return nodes.get(below(nodes.size()));
  }

  private Tensor op() {
    Tensor x = any();
    Tensor y = partner(x);
    return switch (below(15)) {
      case 0 -> x.add(y);
      case 1 -> x.sub(y);
      case 2 -> x.mul(y);
      case 3 -> x.div(y.square().add(1));
      case 4 -> x.maximum(y);
      case 5 -> x.greater(y).where(x, y.tanh());
      case 6 -> x.sigmoid();
      case 7 -> x.tanh().neg();
      case 8 -> rows(x).logSoftmax();
      case 9 -> rows(x).softmax().mul(x);
      case 10 -> x.sub(x.mean());
      case 11 -> x.square().mean();
      case 12 -> rows(x).sum(0);
      case 13 -> matrix(x).transpose();
      default -> matrix(x).matmul(constant(Shape.of(matrix(x).shape().dim(-1), 2)));
    };
  }

  /** A node that broadcasts with another one, which a scalar always does. */
  private Tensor partner(Tensor x) {
    for (int i = 0; i < 4; i++) {
      Tensor y = any();
      if (x.shape().broadcastsTo(y.shape()) || y.shape().broadcastsTo(x.shape())) {
        return y;
      }
    }
    return x.sum();
  }

  /** At least one axis. */
  private static Tensor rows(Tensor x) {
    return x.shape().rank() > 0 ? x : x.reshape(Shape.of(1));
  }

  private static Tensor matrix(Tensor x) {
    return x.shape().rank() > 1 ? x : x.reshape(Shape.of(1, x.shape().size()));
  }
}
