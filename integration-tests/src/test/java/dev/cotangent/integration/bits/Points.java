package dev.cotangent.integration.bits;

import dev.cotangent.core.Shape;
import dev.cotangent.core.graph.Tensor;
import dev.cotangent.core.random.RandomStream;

/** Random F64 tensors to check gradients at, some of whose elements are 0 and −0. */
public final class Points {

  private static final double[] DEVIATIONS = {1, 0.01, 5, 1, 80, 2, 1e-6, 1};

  private final RandomStream random;
  private long next;

  /** Draws from a seed. */
  public Points(long seed) {
    this.random = RandomStream.of(seed, "points");
  }

  /** Normal numbers of that standard deviation; about one in ten is 0 or −0. */
  public Tensor draw(Shape shape, double deviation) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      double normal = random.normal(next++) * deviation;
      int special = random.below(20, next++);
      values[i] = special == 0 ? 0.0 : special == 1 ? -0.0 : normal;
    }
    return Tensor.f64(shape, values);
  }

  /** Numbers of any magnitude up to some hundreds, small ones and zeros among them. */
  Tensor drawWide(Shape shape) {
    double[] values = draw(shape, 1).toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] *= DEVIATIONS[i % DEVIATIONS.length];
    }
    return Tensor.f64(shape, values);
  }

  /** Random class indices. */
  public int[] labels(int rows, int classes) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.below(classes, next++);
    }
    return labels;
  }

  /** One of some things. */
  public <T> T pick(java.util.List<T> things) {
    return things.get(random.below(things.size(), next++));
  }
}
