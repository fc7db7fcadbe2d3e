package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Compares float32 with double precision on rows of all magnitudes: a result that is moderate in
 * double precision must be finite and equal in float32.
 *
 * @param all the function of rows, with one input
 */
record FloatRows(Subject all, Kernels kernels, long seed) {

  /** Relative to the largest result of a row, or to 1. */
  private static final double TOLERANCE = 1e-3;

  private static final double NEIGHBOUR = 0x1p-20;
  private static final int NEIGHBOURS = 3;

  /** Beyond this an intermediate result may overflow float32. */
  private static final double LARGEST = 1e10;

  void run(List<double[]> rows) {
    int width = rows.get(0).length;
    double[] x = new double[rows.size() * width];
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, x, i * width, width);
    }
    double[] c = new double[all.output().size()];
    Arrays.fill(c, 1);
    List<double[]> exact = all.inDoubles(List.of(x), c);
    List<double[]> floats = all.on(kernels).at(List.of(Draw.floats(x)), Draw.floats(c));
    List<List<double[]>> neighbours = new ArrayList<>();
    Draw draw = new Draw(seed, "float-rows");
    for (int i = 0; i < NEIGHBOURS; i++) {
      double[] sides = draw.doubles(x.length, 1);
      double[] moved = x.clone();
      for (int j = 0; j < x.length; j++) {
        moved[j] *= 1 + Math.signum(sides[j]) * NEIGHBOUR;
      }
      neighbours.add(all.inDoubles(List.of(moved), c));
    }
    for (int part = 0; part < exact.size(); part++) {
      int current = part;
      List<double[]> near = neighbours.stream().map(each -> each.get(current)).toList();
      for (int row = 0; row < rows.size(); row++) {
        compare(rows.get(row), part, row, rows.size(), exact, floats.get(part), near);
      }
    }
  }

  private void compare(
      double[] x,
      int part,
      int row,
      int rows,
      List<double[]> results,
      double[] floats,
      List<double[]> near) {
    double[] exact = results.get(part);
    int width = exact.length / rows;
    double largest = largest(exact, row * width, width);
    double value = largest(results.get(0), row * results.get(0).length / rows, 1);
    if (!(largest <= LARGEST) || !(value <= LARGEST)) {
      return;
    }
    for (int i = row * width; i < (row + 1) * width; i++) {
      double allowed = TOLERANCE * Math.max(1, largest);
      for (double[] each : near) {
        allowed += 4 * Math.abs(each[i] - exact[i]);
      }
      double found = floats[i];
      double wanted = exact[i];
      Checks.that(
          Math.abs(wanted - found) <= allowed || Double.isNaN(allowed),
          () -> described(x, part, found, wanted));
    }
  }

  private String described(double[] x, int part, double found, double wanted) {
    return "in float32 "
        + all.names().get(0)
        + " "
        + Arrays.toString(x)
        + (part == 0 ? " gives " : " has the gradient ")
        + found
        + ", in double precision "
        + wanted;
  }

  private static double largest(double[] values, int from, int count) {
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(values[i])); // propagates NaN
    }
    return largest;
  }

  /** The shape of the rows. */
  static Shape shape(List<double[]> rows) {
    return Shape.of(rows.size(), rows.get(0).length);
  }
}
