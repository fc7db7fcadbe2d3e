package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * A function of one number all along the line: its derivatives are the slopes of what they are
 * derivatives of, float32 agrees with doubles, and inside the domain nothing is NaN. Outside the
 * domain derivatives count as well, wherever the function is finite.
 *
 * @param one the function, of a tensor with one element
 */
record PlacesCheck(Subject one, Kernels kernels, long seed) {

  private static final int ROUNDS = 2;

  void run() {
    ScanPoints points = new ScanPoints(one.domain().interval(), seed);
    double[] inside = points.inside();
    numbers(inside);
    derivatives(inside);
    derivatives(points.outside());
    double[] finer = inside;
    for (int round = 0; round < ROUNDS; round++) {
      finer = ScanPoints.finer(finer, x -> results(x[0]));
      derivatives(finer);
    }
    new FloatScan(one, kernels).run(inside);
  }

  private void derivatives(double[] x) {
    List<double[]> rows = Arrays.stream(x).mapToObj(each -> new double[] {each}).toList();
    new LineScan(count -> one.of(Shape.of(count)), one.names().get(0), one.rounds() ? 1 : 2, seed)
        .run(rows);
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
