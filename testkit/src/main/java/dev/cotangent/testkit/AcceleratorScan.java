package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares the scalar value and derivative with the expression at many points; more points than
 * {@link PlacesCheck}, since nothing else is computed there.
 *
 * @param expression the function, of a tensor with one element
 * @param accelerated the same function by its scalar value and derivative
 */
record AcceleratorScan(Subject expression, Subject accelerated, long seed) {

  private static final int FINER = 6;
  private static final double TOLERANCE = 1e-7;

  void run() {
    double[] x = finer(new ScanPoints(expression.domain().interval(), seed).inside());
    List<double[]> expected = results(expression, x);
    List<double[]> found = results(accelerated, x);
    for (int part = 0; part < expected.size(); part++) {
      for (int i = 0; i < x.length; i++) {
        double wanted = expected.get(part)[i];
        double allowed = TOLERANCE * Math.max(1, Math.abs(wanted));
        double result = found.get(part)[i];
        String what = part == 0 ? "value" : "derivative";
        double at = x[i];
        Checks.that(
            !Double.isFinite(wanted) || Math.abs(result - wanted) <= allowed,
            () -> what + " at " + at + " is " + result + ", by the expression it is " + wanted);
      }
    }
  }

  /** The points, with more points between neighbours. */
  private static double[] finer(double[] x) {
    return IntStream.range(0, Math.max(0, (x.length - 1) * FINER))
        .mapToDouble(i -> x[i / FINER] + (x[i / FINER + 1] - x[i / FINER]) * (i % FINER) / FINER)
        .toArray();
  }

  private static List<double[]> results(Subject subject, double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return subject.of(Shape.of(x.length)).inDoubles(List.of(x), ones);
  }
}
