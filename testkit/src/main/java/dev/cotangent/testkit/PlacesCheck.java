package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Checks a function of one number at many points: derivatives are the slopes of their functions,
 * float32 agrees with double precision, and nothing inside the domain is NaN. Outside the domain
 * derivatives are checked as well, wherever the function is finite.
 *
 * @param one the function of a tensor with one element
 * @param kinks the declared kinks, where the function has no slope
 */
record PlacesCheck(Subject one, List<Double> kinks, Kernels kernels, long seed) {

  private static final int ROUNDS = 2;

  /** Points where expressions tend to switch branches, and which are never drawn at random. */
  private static final double[] ROUND_NUMBERS = {0, 0.5, -0.5, 1, -1, 2, -2, 3, -3, 6, -6};

  /** Distance of a point beyond an end of the domain, relative to its magnitude. */
  private static final double STEP_BEYOND = 1e-3;

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

  /** Outside the domain; points where the function is not finite do not count. */
  private void outside(double[] x) {
    derivatives(x, 2);
    end(one.domain().interval().from(), -1, x);
    end(one.domain().interval().to(), 1, x);
  }

  /** A function that is defined beyond the end of its domain has no NaN there. */
  private void end(double end, int side, double[] outside) {
    double[] beyond = DoubleStream.of(outside).filter(x -> side * (x - end) > 0).toArray();
    double neighbour = end + side * STEP_BEYOND * Math.max(1, Math.abs(end));
    if (Double.isInfinite(end) || beyond.length == 0 || Double.isNaN(value(neighbour))) {
      return;
    }
    double[] values = results(beyond)[0];
    for (int i = 0; i < values.length; i++) {
      double input = beyond[i];
      Checks.that(
          !Double.isNaN(values[i]),
          () ->
              "the declared domain ends at "
                  + end
                  + ", but the function is defined beyond that end, and an input of "
                  + input
                  + " gives NaN: declare the true end of the domain, or compute the function"
                  + " without NaN");
    }
  }

  private double value(double x) {
    return results(new double[] {x})[0][0];
  }

  /** The values and derivatives. */
  private double[][] results(double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return one.of(Shape.of(x.length)).inDoubles(List.of(x), ones).toArray(double[][]::new);
  }

  private void numbers(double[] x) {
    double[][] results = results(x);
    for (int i = 0; i < x.length; i++) {
      double input = x[i];
      Checks.that(!Double.isNaN(results[0][i]), () -> described(input) + " gives NaN");
      Checks.that(
          !Double.isNaN(results[1][i]) || !Double.isFinite(results[0][i]),
          () -> described(input) + " has the gradient NaN");
    }
  }

  private static String described(double input) {
    return "in double precision an input of " + input;
  }
}
