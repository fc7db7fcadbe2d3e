package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;

/**
 * Checks in double precision that the value and gradient of a row are the same in a batch of any
 * size as for the row alone.
 *
 * @param ofRows creates the function for a number of rows, the first axis of its first input
 */
record RowsAlone(IntFunction<Subject> ofRows, long seed) {

  private static final double TOLERANCE = 1e-10;

  /** Number of rows that are compared in addition to the first and the last. */
  private static final int SOME = 6;

  /** Fails if a row gives a different result than alone. */
  void run(int... counts) {
    Subject single = ofRows.apply(1);
    Derivatives alone = new Derivatives(single, 1);
    for (int rows : counts) {
      Draw draw = new Draw(seed, "rows-alone" + rows);
      Subject batch = ofRows.apply(rows);
      List<double[]> x = batch.points(draw, 1);
      double[] c = draw.doubles(batch.output().size(), 1);
      List<double[]> all = results(new Derivatives(batch, 1), x, c);
      for (int row : chosen(rows, draw)) {
        List<double[]> own = new ArrayList<>(x);
        own.set(0, part(x.get(0), row, rows));
        List<double[]> expected = results(alone, own, part(c, row, rows));
        compare("the result", row, rows, expected.get(0), part(all.get(0), row, rows));
        compare(
            "the gradient by " + batch.names().get(0),
            row,
            rows,
            expected.get(1),
            part(all.get(1), row, rows));
      }
    }
  }

  private static TreeSet<Integer> chosen(int rows, Draw draw) {
    TreeSet<Integer> chosen = new TreeSet<>(List.of(0, rows - 1));
    for (int i = 0; i < SOME; i++) {
      chosen.add(draw.below(rows));
    }
    return chosen;
  }

  private static List<double[]> results(Derivatives of, List<double[]> x, double[] c) {
    of.along(c, List.of());
    Derivatives.Point point = of.at(x);
    return List.of(point.value(), point.first().get(0));
  }

  private static double[] part(double[] all, int row, int rows) {
    int width = all.length / rows;
    return Arrays.copyOfRange(all, row * width, (row + 1) * width);
  }

  private static void compare(String what, int row, int rows, double[] expected, double[] actual) {
    double scale = 1;
    for (double value : expected) {
      scale = Math.max(scale, Double.isFinite(value) ? Math.abs(value) : 0);
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same = Double.compare(expected[i], actual[i]) == 0;
      if (!same && !(Math.abs(expected[i] - actual[i]) <= TOLERANCE * scale)) {
        throw new ContractViolation(
            what
                + " of row "
                + row
                + " of "
                + rows
                + ", element "
                + i
                + ", is "
                + actual[i]
                + ", but of that row alone it is "
                + expected[i]);
      }
    }
  }
}
