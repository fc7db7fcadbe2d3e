package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Random shapes, small enough for gradients by differences. */
final class Shapes {

  private static final int RANKS = 4;
  private static final int LONGEST = 5;
  private static final int LARGEST = 24;

  private Shapes() {}

  /** One shape of each rank from 1 to 4; from rank 2 on one axis has length 1. */
  static List<Shape> drawn(long seed) {
    Draw draw = new Draw(seed, "shapes");
    List<Shape> shapes = new ArrayList<>();
    for (int rank = 1; rank <= RANKS; rank++) {
      shapes.add(drawn(draw, rank));
    }
    return shapes;
  }

  private static Shape drawn(Draw draw, int rank) {
    while (true) {
      int[] dims = IntStream.range(0, rank).map(axis -> 1 + draw.below(LONGEST)).toArray();
      if (rank > 1) {
        dims[draw.below(rank)] = 1;
      }
      Shape shape = Shape.of(dims);
      if (shape.size() <= LARGEST) {
        return shape;
      }
    }
  }

  /** A random number of rows. */
  static int rows(long seed, int fewest, int most) {
    return fewest + new Draw(seed, "row-count").below(most - fewest + 1);
  }
}
