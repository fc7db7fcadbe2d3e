package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Compares the derivatives of a function with independent rows with differences at thousands of
 * rows: all at once over one step, then those that disagree, or are too coarse, over all steps of a
 * {@link Ladder}.
 *
 * @param ofRows creates the function for a number of rows, with one input
 * @param name name of the input
 * @param order the highest order of derivative
 */
record LineScan(IntFunction<Subject> ofRows, String name, int order, long seed) {

  private static final int ELEMENTS = 4096;
  private static final int SUSPECTS = 256;
  private static final int MOST_ELEMENTS = 2048;
  private static final double STEP = 0x1p-10;
  private static final double AGREES = 1e-8;

  /** Steps do not shrink further below this magnitude of an element. */
  private static final double SMALLEST = 0.1;

  /** Closer to 0, a point does not bound the rounding error of a derivative next to it. */
  private static final double TINY = 1e-3;

  /** A row that needs a closer look for one order of derivative. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Suspect(double[] row, int order) {}

  /** Compares at rows of equal width; fails at the first row with a wrong derivative. */
  void run(List<double[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    int width = rows.get(0).length;
    Batch large = new Batch(Math.max(1, Math.min(rows.size(), ELEMENTS / width)), width);
    List<Suspect> suspects = new ArrayList<>();
    for (List<double[]> some : chunks(rows, large.rows)) {
      large.sift(some, suspects);
    }
    if (!suspects.isEmpty()) {
      Batch small = new Batch(Math.max(1, Math.min(SUSPECTS, MOST_ELEMENTS / width)), width);
      for (int each = 1; each <= order; each++) {
        int wanted = each;
        List<double[]> some =
            suspects.stream().filter(s -> s.order == wanted).map(Suspect::row).toList();
        for (List<double[]> chunk : chunks(spread(some), small.rows)) {
          small.compare(chunk, each);
        }
      }
    }
  }

  private static List<double[]> spread(List<double[]> rows) {
    int step = 1 + (rows.size() - 1) / most(rows);
    List<double[]> some = new ArrayList<>();
    for (int i = 0; i < rows.size(); i += Math.max(1, step)) {
      some.add(rows.get(i));
    }
    return some;
  }

  private static int most(List<double[]> rows) {
    return rows.isEmpty() ? 1 : Math.max(SUSPECTS, MOST_ELEMENTS / rows.get(0).length);
  }

  private static List<List<double[]>> chunks(List<double[]> rows, int size) {
    List<List<double[]>> chunks = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      chunks.add(rows.subList(from, Math.min(rows.size(), from + size)));
    }
    return chunks;
  }

  /** Rows that are evaluated together. */
  private final class Batch {
    private final int rows;
    private final int width;
    private final Subject subject;
    private final double[] cotangent;
    private final double[] directions;
    private Optional<Derivatives> compiled = Optional.empty();

    Batch(int rows, int width) {
      this.rows = rows;
      this.width = width;
      this.subject = ofRows.apply(rows);
      Shape output = subject.output();
      this.cotangent = new double[output.size()];
      this.directions = new double[rows * width];
      Arrays.fill(cotangent, 1);
      Arrays.fill(directions, 1);
      if (width > 1) {
        Draw draw = new Draw(seed, "lines");
        System.arraycopy(draw.doubles(cotangent.length, 1), 0, cotangent, 0, cotangent.length);
        System.arraycopy(draw.doubles(directions.length, 1), 0, directions, 0, directions.length);
      }
    }

    /** Fills the batch by repeating rows. */
    private Lines lines(List<double[]> some) {
      double[] x = new double[rows * width];
      double[] v = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        x[i] = some.get(Math.min(i / width, some.size() - 1))[i % width];
        v[i] = directions[i] * Math.max(Math.abs(x[i]), SMALLEST);
      }
      List<double[]> at = List.of(x);
      return new Lines(compiled(subject.held(at)), at, List.of(v), cotangent, rows);
    }

    private Derivatives compiled(Subject held) {
      Derivatives derivatives =
          compiled
              .filter(each -> each.subject().equals(held))
              .orElseGet(() -> new Derivatives(held, order));
      compiled = Optional.of(derivatives);
      return derivatives;
    }

    void sift(List<double[]> some, List<Suspect> suspects) {
      Lines lines = lines(some);
      for (int each = 1; each <= order; each++) {
        Lines.Slope[] slopes = lines.slopes(each);
        double[] central = lines.central(each, STEP);
        for (int i = 0; i < some.size(); i++) {
          double allowed = AGREES * slopes[i].scale() + lines.rounding(slopes[i]) / STEP;
          if (!(Math.abs(central[i] - slopes[i].derivative()) <= allowed)
              && Double.isFinite(slopes[i].derivative())) {
            suspects.add(new Suspect(some.get(i), each));
          }
        }
      }
    }

    void compare(List<double[]> some, int each) {
      Lines lines = lines(some);
      Lines.Slope[] slopes = lines.slopes(each);
      Ladder[] first = lines.shortLadders()[each - 1];
      if (IntStream.range(0, some.size()).allMatch(i -> isRight(first[i], slopes[i]))) {
        return;
      }
      Ladder[] ladders = lines.ladders()[each - 1];
      double[] noise = new double[rows];
      if (IntStream.range(0, some.size()).anyMatch(i -> isWrong(ladders[i], slopes[i], 0))) {
        noise = noise(slopes, some, each);
      }
      for (int i = 0; i < some.size(); i++) {
        if (isWrong(ladders[i], slopes[i], noise[i])) {
          double along =
              width > 1 ? 1 : StrictMath.pow(Math.max(Math.abs(some.get(i)[0]), SMALLEST), each);
          throw new ContractViolation(described(some.get(i), each, slopes[i], ladders[i], along));
        }
      }
    }

    private static boolean isRight(Ladder ladder, Lines.Slope slope) {
      return ladder.compare(slope.derivative(), slope.scale(), slope.floor())
          == Ladder.Verdict.RIGHT;
    }

    private static boolean isWrong(Ladder ladder, Lines.Slope slope, double noise) {
      return ladder.compare(slope.derivative(), slope.scale(), slope.floor() + noise)
          == Ladder.Verdict.WRONG;
    }

    /** The rounding error of the derivatives, from their differences at neighbouring points. */
    private double[] noise(Lines.Slope[] slopes, List<double[]> some, int each) {
      double[] noise = new double[rows];
      for (int side = -4; side <= 4; side++) {
        for (boolean wide : new boolean[] {false, true}) {
          Lines neighbours = lines(stretched(some, 1 + side * (wide ? 0x1p-4 : 0x1p-33), wide));
          Lines.Slope[] there = neighbours.slopes(each);
          for (int i = 0; i < some.size(); i++) {
            double change = Math.abs(there[i].derivative() - slopes[i].derivative());
            noise[i] = Math.max(noise[i], Double.isFinite(change) ? 4 * change : 0);
          }
        }
      }
      return noise;
    }

    private List<double[]> stretched(List<double[]> some, double by, boolean tinyAlone) {
      return some.stream()
          .map(
              row ->
                  Arrays.stream(row)
                      .map(x -> !tinyAlone || Math.abs(x) < TINY ? x * by : x)
                      .toArray())
          .toList();
    }
  }

  private String described(double[] row, int each, Lines.Slope slope, Ladder ladder, double along) {
    String where =
        row.length == 1
            ? name + " is " + row[0]
            : name + " is " + Arrays.toString(row) + " and moves along a random line";
    return String.format(
        Locale.ROOT,
        """
        the %s derivative by %s is wrong where %s
              the backward pass gives %s
              differences of the %s give %s, the slope from the left %s and from the right %s \
        (seed %d)""",
        each == 1 ? "first" : "second",
        name,
        where,
        slope.derivative() / along,
        each == 1 ? "value" : "first derivative",
        ladder.best(slope.scale()).slope() / along,
        ladder.side(ladder.left(), slope.scale()).slope() / along,
        ladder.side(ladder.right(), slope.scale()).slope() / along,
        seed);
  }
}
