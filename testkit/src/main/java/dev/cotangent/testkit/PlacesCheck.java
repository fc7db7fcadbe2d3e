package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A function of one number all along the line: its derivatives are the slopes of what they are
 * derivatives of, float32 agrees with doubles, and inside the domain nothing is NaN. Outside the
 * domain derivatives count as well, wherever the function is finite.
 *
 * @param one the function, of a tensor with one element
 * @param kinks where the function says that it has no slope
 */
record PlacesCheck(Subject one, List<Double> kinks, Kernels kernels, long seed) {

  private static final int ROUNDS = 2;

  /** Where expressions change over, and where a point that is drawn never lies. */
  private static final double[] ROUND_NUMBERS = {0, 0.5, -0.5, 1, -1, 2, -2, 3, -3, 6, -6};

  /** Beside an end of the domain, relative to its magnitude. */
  private static final double BESIDE = 1e-3;

  void run() {
    ScanPoints points = new ScanPoints(one.domain().interval(), seed);
    double[] inside = points.inside();
    numbers(inside);
    derivatives(inside, 2);
    derivatives(roundNumbers(), 1);
    outside(points.outside());
    double[] finer = inside;
    for (int round = 0; round < ROUNDS; round++) {
      finer = ScanPoints.finer(finer, x -> results(x[0]));
      derivatives(finer, 2);
    }
    new FloatScan(one, kernels).run(inside);
  }

  private double[] roundNumbers() {
    return Arrays.stream(ROUND_NUMBERS)
        .filter(x -> one.domain().interval().contains(x) && !kinks.contains(x))
        .toArray();
  }

  private void derivatives(double[] x, int order) {
    List<double[]> rows = Arrays.stream(x).mapToObj(each -> new double[] {each}).toList();
    int highest = one.rounds() ? 1 : order;
    new LineScan(count -> one.of(Shape.of(count)), one.names().get(0), highest, seed).run(rows);
  }

  /** Where it is not finite, it is not there. */
  private void outside(double[] x) {
    derivatives(x, 2);
    end(one.domain().interval().from(), -1, x);
    end(one.domain().interval().to(), 1, x);
  }

  /** A function that goes on beyond the end of its domain does so without NaN. */
  private void end(double end, int side, double[] outside) {
    double[] beyond = DoubleStream.of(outside).filter(x -> side * (x - end) > 0).toArray();
    double beside = end + side * BESIDE * Math.max(1, Math.abs(end));
    if (Double.isInfinite(end) || beyond.length == 0 || Double.isNaN(value(beside))) {
      return;
    }
    double[] values = results(beyond)[0];
    for (int i = 0; i < values.length; i++) {
      Checks.that(
          !Double.isNaN(values[i]),
          "the domain ends at "
              + end
              + ", but the function goes on there, and an input of "
              + beyond[i]
              + " gives NaN: declare where the function ends, or compute it so that it does not");
    }
  }

  private double value(double x) {
    return results(new double[] {x})[0][0];
  }

  /** Value and derivative. */
  private double[][] results(double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return one.of(Shape.of(x.length)).inDoubles(List.of(x), ones).toArray(double[][]::new);
  }

  private void numbers(double[] x) {
    double[][] results = results(x);
    for (int i = 0; i < x.length; i++) {
      String input = "in doubles an input of " + x[i];
      Checks.that(!Double.isNaN(results[0][i]), input + " gives NaN");
      Checks.that(
          !Double.isNaN(results[1][i]) || !Double.isFinite(results[0][i]),
          input + " has the gradient NaN");
    }
  }
}
