package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Shapes of many sizes and ranks: all small lengths, those next to powers of two, and random ones.
 */
final class WideShapes {

  static final int ROWS = 300;
  static final int LAST = 1000;
  static final int ELEMENTS = 10_000;

  private static final int EACH_UP_TO = 24;
  private static final int RANKS = 6;
  private static final int DRAWN = 4;

  /** Lengths next to powers of two, where blocks end, and some between. */
  private static final int[] LENGTHS = {
    25, 28, 31, 32, 33, 35, 40, 41, 42, 49, 56, 63, 64, 65, 77, 97, 100, 127, 128, 129, 150, 199,
    200, 255, 256, 257, 299, 300, 400, 511, 512, 513, 777, 999, 1000, 1023, 1024, 1025, 2047, 2048,
    2049, 4095, 4096, 4097, 5000, 8191, 8192, 8193, 10_000
  };

  /** Fewer lengths, for checks that build something new for each. */
  private static final int[] SOME_LENGTHS = {
    1, 2, 3, 4, 5, 6, 7, 8, 9, 14, 16, 17, 21, 31, 33, 41, 49, 64, 65, 100, 101, 129, 200, 257, 300,
    513, 1000
  };

  private WideShapes() {}

  /** Some lengths up to {@code most}, inclusive. */
  static int[] someLengths(int most) {
    return Arrays.stream(SOME_LENGTHS).filter(length -> length <= most).toArray();
  }

  /** Lengths up to {@code most}, inclusive, including all small ones. */
  static int[] lengths(int most) {
    return IntStream.concat(IntStream.rangeClosed(1, EACH_UP_TO), Arrays.stream(LENGTHS))
        .filter(length -> length <= most)
        .toArray();
  }

  /** Vectors and matrices of all lengths, and random shapes up to rank 6. */
  static List<Shape> all(long seed) {
    Draw draw = new Draw(seed, "wide-shapes");
    Set<Shape> shapes = new LinkedHashSet<>();
    for (int length : lengths(ELEMENTS)) {
      shapes.add(Shape.of(length));
    }
    for (int rows : lengths(ROWS)) {
      shapes.add(Shape.of(rows, 1 + draw.below(5)));
    }
    for (int last : lengths(LAST)) {
      shapes.add(Shape.of(1 + draw.below(3), last));
    }
    shapes.add(Shape.of(ROWS, ELEMENTS / ROWS));
    shapes.add(Shape.of(ELEMENTS / LAST, LAST));
    for (int square = 2; square <= 5; square++) {
      shapes.add(Shape.of(square, square));
    }
    for (int rank = 3; rank <= RANKS; rank++) {
      for (int i = 0; i < DRAWN; i++) {
        shapes.add(drawn(draw, rank, ELEMENTS));
      }
    }
    return List.copyOf(shapes);
  }

  /** A shape with random lengths on a logarithmic scale, some of which are 1. */
  private static Shape drawn(Draw draw, int rank, int elements) {
    int[] dims = new int[rank];
    int left = elements;
    for (int axis = 0; axis < rank; axis++) {
      double share = draw.below(1000) / 1000.0;
      boolean one = draw.below(4) == 0;
      dims[axis] = one ? 1 : (int) Math.max(1, StrictMath.pow(left, share * 2 / (rank - axis + 1)));
      left /= dims[axis];
    }
    return Shape.of(dims);
  }
}
