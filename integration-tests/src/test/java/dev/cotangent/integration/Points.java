package dev.cotangent.integration;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.random.RandomStream;

/** Random F64 tensors to check gradients at, some of whose elements are 0 and −0. */
final class Points {

  private final RandomStream random;
  private long next;

  Points(long seed) {
    this.random = RandomStream.of(seed, "points");
  }

  /** Normal numbers of that standard deviation; about one in ten is 0 or −0. */
  Tensor draw(Shape shape, double deviation) {
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      double normal = random.normal(next++) * deviation;
      int special = random.below(20, next++);
      values[i] = special == 0 ? 0.0 : special == 1 ? -0.0 : normal;
    }
    return Tensor.of(shape, values);
  }

  /** Random class indices. */
  int[] labels(int rows, int classes) {
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.below(classes, next++);
    }
    return labels;
  }

  /** One of some things. */
  <T> T pick(java.util.List<T> things) {
    return things.get(random.below(things.size(), next++));
  }
}
