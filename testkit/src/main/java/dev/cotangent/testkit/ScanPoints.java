package dev.cotangent.testkit;

import dev.cotangent.core.spi.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Test points for a function of one number: evenly spaced around 0, logarithmically from {@value
 * #LEAST} to {@value #MOST}, near the ends of the domain, and denser where the function is most
 * curved.
 */
record ScanPoints(Interval domain, long seed) {

  static final double LEAST = 1e-7;
  static final double MOST = 1e4;

  private static final double NEAR = 12;
  private static final double FAR = 120;
  private static final int EVEN = 12_000;
  private static final int BY_MAGNITUDE = 6_000;
  private static final int POINTS_NEAR_END = 1_500;

  /** Smallest distance from an end, relative to its magnitude. */
  private static final double NEAREST = 1e-6;

  private static final int BENT = 64;
  private static final int FINER = 32;

  /** Offset of the points, which avoids round numbers, where kinks tend to be. */
  private static final double ODD = 0.437;

  /** All points, in ascending order. */
  double[] everywhere() {
    DoubleStream.Builder points = DoubleStream.builder();
    double shift = ODD + new Draw(seed, "scan").below(1000) * 1e-4;
    even(points, NEAR, EVEN, shift);
    even(points, FAR, EVEN / 2, shift);
    for (int i = 0; i < BY_MAGNITUDE; i++) {
      double magnitude = LEAST * StrictMath.pow(MOST / LEAST, (i + shift) / BY_MAGNITUDE);
      points.add(i % 2 == 0 ? magnitude : -magnitude);
    }
    addNear(points, domain.from(), shift);
    addNear(points, domain.to(), shift);
    return sorted(points.build());
  }

  /** The points inside the domain. */
  double[] inside() {
    double low = nearest(domain.from(), 1);
    double high = nearest(domain.to(), -1);
    return Arrays.stream(everywhere()).filter(x -> x >= low && x <= high).toArray();
  }

  private static double nearest(double end, int side) {
    return Double.isInfinite(end) ? end : end + side * NEAREST * Math.max(1, Math.abs(end)) / 2;
  }

  /** The points outside the domain, where the function may still be defined. */
  double[] outside() {
    return Arrays.stream(everywhere()).filter(x -> !domain.contains(x)).toArray();
  }

  private static void even(DoubleStream.Builder points, double reach, int count, double shift) {
    for (int i = 0; i < count; i++) {
      points.add(-reach + 2 * reach * (i + shift) / count);
    }
  }

  private static void addNear(DoubleStream.Builder points, double end, double shift) {
    if (Double.isFinite(end)) {
      double magnitude = Math.max(1, Math.abs(end));
      for (int i = 0; i < POINTS_NEAR_END; i++) {
        double share = (i + shift) / POINTS_NEAR_END;
        double distance = magnitude * NEAREST * StrictMath.pow(1 / NEAREST, share);
        points.add(end + distance);
        points.add(end - distance);
      }
    }
  }

  /** Rounds the points to float and sorts them. */
  private static double[] sorted(DoubleStream points) {
    return points.map(x -> (float) x).sorted().distinct().toArray();
  }

  /**
   * Adds points between neighbours where the change of the function differs most from the trapezoid
   * rule of its derivative, that is, where it is most curved.
   *
   * @param results returns values and derivatives
   */
  static double[] finer(double[] x, UnaryOperator<double[][]> results) {
    double[][] of = results.apply(new double[][] {x});
    double[] bends = new double[Math.max(0, x.length - 1)];
    for (int i = 0; i < bends.length; i++) {
      double expected = (of[1][i] + of[1][i + 1]) / 2 * (x[i + 1] - x[i]);
      double change = of[0][i + 1] - of[0][i];
      double apart = Math.abs(change - expected) / (1 + Math.abs(of[0][i]));
      bends[i] = Double.isFinite(apart) ? apart : 0;
    }
    List<Integer> most = new ArrayList<>();
    for (int i = 0; i < bends.length; i++) {
      most.add(i);
    }
    most.sort(Comparator.comparingDouble(i -> -bends[i]));
    DoubleStream.Builder points = DoubleStream.builder();
    for (int i : most.subList(0, Math.min(BENT, most.size()))) {
      for (int j = 1; j < FINER; j++) {
        points.add(x[i] + (x[i + 1] - x[i]) * (j + ODD - 0.5) / FINER);
      }
    }
    return points.build().sorted().distinct().toArray();
  }
}
