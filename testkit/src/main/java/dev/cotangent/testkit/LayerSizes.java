package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.IndexInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks a layer on batches of many sizes and samples of many shapes: derivatives are right,
 * samples do not influence each other in inference, and gradients reach the same elements as in
 * small shapes.
 *
 * @param sample the first sample
 * @param others all samples to try it on
 */
record LayerSizes(LayerSubjects layer, Shape sample, List<Shape> others, long seed) {

  private static final int FEW = 3;
  private static final int ELEMENTS = 10_000;

  void run() {
    Subject first = layer.of(sample, FEW, false);
    List<double[]> before = results(first);
    everywhere();
    others.forEach(layer::takes); // the last one differs from the first
    String after = "after layers for other samples were built, ";
    Numbers.sameBits(after + "an earlier one", first.places(at(first)), before, results(first));
    Subject again = layer.of(sample, FEW, false);
    Numbers.sameBits(after + "a new one", again.places(at(again)), before, results(again));
  }

  private List<double[]> at(Subject subject) {
    return subject.points(new Draw(seed, "before"), 1);
  }

  private List<double[]> results(Subject subject) {
    double[] cotangent = new Draw(seed, "cotangent").doubles(subject.output().size(), 1);
    return subject.inDoubles(at(subject), cotangent);
  }

  private void everywhere() {
    boolean apart = isApartInTraining();
    int[] counts =
        IntStream.concat(
                Arrays.stream(WideShapes.someLengths(WideShapes.ROWS)),
                IntStream.of(ELEMENTS / sample.size()))
            .filter(this::fits)
            .distinct()
            .toArray();
    rowsAlone(sample, false, counts);
    if (apart) {
      rowsAlone(sample, true, counts);
    }
    for (int rows : counts) {
      derivatives(sample, rows);
    }
    List<Subject> large = new ArrayList<>();
    layer.refusesByName(Shape.scalar());
    for (Shape other : others) {
      layer.announces(other);
      rowsAlone(other, false, FEW);
      int square = other.rank() == 1 && other.size() < 100 ? other.size() : 2;
      derivatives(other, square);
      if (isLarger(other)) {
        large.add(layer.of(other, 2, false));
      }
    }
    new ReachCheck(layer.of(sample, 2, false), seed).run(large);
  }

  private boolean fits(int rows) {
    return rows > 0 && rows * sample.size() <= ELEMENTS;
  }

  /** Whether no axis is shorter; a single feature or time step may have no gradient. */
  private boolean isLarger(Shape other) {
    return other.rank() == sample.rank()
        && IntStream.range(0, other.rank()).allMatch(i -> other.dim(i) >= sample.dim(i));
  }

  private void derivatives(Shape shape, int rows) {
    new WideCheck(layer.of(shape, rows, true), seed).run(1);
    new WideCheck(layer.of(shape, rows, false), seed).run(4);
  }

  private void rowsAlone(Shape shape, boolean training, int... counts) {
    if (!(layer.spec() instanceof IndexInput)) {
      new RowsAlone(rows -> layer.of(shape, rows, training), seed).run(counts);
    }
  }

  /**
   * Whether rows are independent in training, without batch statistics and masks, for a few rows.
   */
  private boolean isApartInTraining() {
    try {
      rowsAlone(sample, true, 2, FEW);
      return true;
    } catch (ContractViolation together) {
      return false;
    }
  }
}
