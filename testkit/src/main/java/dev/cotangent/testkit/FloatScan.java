package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Compares a function of one number in float32 with double precision at many points. The tolerance
 * is the change of the function over a few units in the last place of its input.
 *
 * @param one the function of a tensor with one element
 */
record FloatScan(Subject one, Kernels kernels) {

  /** Relative to the result, or to 1. */
  private static final double TOLERANCE = 1e-3;

  /** A few units in the last place. */
  private static final double NEIGHBOUR = 0x1p-20;

  private static final double[] NEIGHBOURS = {
    1, 1 - NEIGHBOUR, 1 + NEIGHBOUR, 1 - NEIGHBOUR / 5, 1 + NEIGHBOUR / 3
  };

  /** Closer to 0, quotients such as sin(x)/x lose accuracy by cancellation. */
  private static final double NEAREST = 0.05;

  /** Beyond this an intermediate result may overflow float32. */
  private static final double LARGEST = 1e12;

  void run(double[] scanned) {
    double[] x = Arrays.stream(scanned).filter(at -> Math.abs(at) >= NEAREST).toArray();
    if (x.length > 0) {
      compare(apart(x));
    }
  }

  /** The points where float32 and double precision differ by more than the base tolerance. */
  private double[] apart(double[] x) {
    double[] ones = ones(x);
    Subject all = one.of(Shape.of(x.length));
    List<double[]> exact = all.inDoubles(List.of(x), ones);
    List<double[]> floats = all.on(kernels).at(List.of(Draw.floats(x)), Draw.floats(ones));
    return IntStream.range(0, x.length)
        .filter(i -> IntStream.range(0, 2).anyMatch(part -> differ(exact, floats, part, i)))
        .mapToDouble(i -> x[i])
        .toArray();
  }

  private static boolean differ(List<double[]> exact, List<double[]> floats, int part, int i) {
    double wanted = exact.get(part)[i];
    return !(Math.abs(wanted - floats.get(part)[i]) <= TOLERANCE * Math.max(1, Math.abs(wanted)));
  }

  private static double[] ones(double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Compares with a tolerance that includes the slope of the function. */
  private void compare(double[] x) {
    if (x.length == 0) {
      return;
    }
    Subject all = one.of(Shape.of(x.length));
    double[] ones = ones(x);
    Derivatives doubles = new Derivatives(all, one.rounds() ? 1 : 2);
    doubles.along(ones, List.of(ones));
    List<List<double[]>> near = new ArrayList<>();
    for (double factor : NEIGHBOURS) {
      near.add(results(doubles.at(List.of(times(x, factor)))));
    }
    List<double[]> floats = all.on(kernels).at(List.of(Draw.floats(x)), Draw.floats(ones));
    for (int part = 0; part < floats.size(); part++) {
      compare(x, part, near, floats.get(part));
    }
  }

  private static List<double[]> results(Derivatives.Point point) {
    List<double[]> results = new ArrayList<>(List.of(point.value()));
    results.addAll(point.first());
    results.addAll(point.second());
    return results;
  }

  private void compare(double[] x, int part, List<List<double[]>> near, double[] floats) {
    List<double[]> exact = near.get(0);
    for (int i = 0; i < x.length; i++) {
      double wanted = exact.get(part)[i];
      double allowed = TOLERANCE * Math.max(1, Math.abs(wanted)) + rounding(x[i], part, i, near);
      boolean small = Math.abs(exact.get(0)[i]) <= LARGEST && Math.abs(wanted) <= LARGEST;
      double input = x[i];
      double found = floats[i];
      Checks.that(
          !small || Math.abs(wanted - found) <= allowed || Double.isNaN(allowed),
          () -> described(input, part, found, wanted));
    }
  }

  private static String described(double input, int part, double found, double wanted) {
    return "in float32 an input of "
        + input
        + (part == 0 ? " gives " : " has the gradient ")
        + found
        + ", in double precision "
        + wanted;
  }

  /** The change of the result for neighbouring inputs. */
  private static double rounding(double x, int part, int i, List<List<double[]>> near) {
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double steepest = 0;
    for (List<double[]> results : near) {
      least = Math.min(least, results.get(part)[i]);
      most = Math.max(most, results.get(part)[i]);
      boolean known = part + 1 < results.size();
      steepest = Math.max(steepest, known ? Math.abs(results.get(part + 1)[i]) : 0);
    }
    return 4 * (most - least) + NEIGHBOUR * Math.abs(x) * steepest;
  }

  private static double[] times(double[] x, double factor) {
    return Arrays.stream(x).map(at -> at * factor).toArray();
  }
}
