package dev.cotangent.testkit;

import dev.cotangent.core.spi.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers of all magnitudes inside a domain: rows of large numbers, of small numbers, and
 * of both.
 */
record ScanRows(Domain domain, int width, long seed) {

  private static final int ROWS = 900;
  private static final int DECADES = 7;
  private static final double LEAST = 1e-3;
  private static final double NEAREST = 1e-5;

  List<double[]> rows() {
    Draw draw = new Draw(seed, "scan-rows");
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] row = draw.doubles(width, 1);
      double shared = magnitude(draw);
      for (int j = 0; j < width; j++) {
        double by =
            switch (i % 3) {
              case 0 -> 1 + i % 4;
              case 1 -> shared;
              default -> magnitude(draw);
            };
        row[j] = (float) place(row[j], by, draw);
      }
      rows.add(row);
    }
    return rows;
  }

  private static double magnitude(Draw draw) {
    return LEAST * StrictMath.pow(10, DECADES * draw.below(1000) / 1000.0);
  }

  private double place(double normal, double by, Draw draw) {
    Interval interval = domain.interval();
    boolean low = Double.isFinite(interval.from());
    boolean high = Double.isFinite(interval.to());
    if (!low && !high) {
      return normal * by;
    }
    if (low && high) { // from an end, on a logarithmic scale
      double share = NEAREST * StrictMath.pow(0.5 / NEAREST, draw.below(1000) / 1000.0);
      double width = interval.to() - interval.from();
      return draw.below(2) == 0 ? interval.from() + share * width : interval.to() - share * width;
    }
    double distance = NEAREST + Math.abs(normal) * by;
    return low ? interval.from() + distance : interval.to() - distance;
  }
}
