package dev.cotangent.testkit;

import dev.cotangent.core.spi.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The domain of a plugin's inputs, and points inside that are far enough from the ends for
 * five-point differences, whose steps grow with the magnitude of a point. Immutable.
 *
 * @param interval the inputs
 */
record Domain(Interval interval) {

  static final Domain ALL = new Domain(Interval.all());

  private static final double[] EXTREMES = {
    0, -0.0, 1e-30, -1e-30, 1e-8, -1e-8, 20, -20, 40, -40, 88, -88, 104, -104, 1e4, -1e4, 1e30,
    -1e30
  };

  /** Distances of test points from an end, relative to its magnitude. */
  private static final double[] NEAR = {1e-6, 1e-3};

  private static final double NEAR_END = 0.01;
  private static final double FAR = 1e3;
  private static final double MARGIN = 0.1;
  private static final double SCAN_MARGIN = 1e-3;
  private static final double REACH = 10;

  /** The least width that leaves room for the steps of differences. */
  private static final double NARROWEST = 0.1;

  Domain {
    double magnitude =
        Math.max(0.1, Math.max(finite(interval.from(), 0), finite(interval.to(), 0)));
    Checks.that(
        interval.to() - interval.from() >= NARROWEST * magnitude,
        "the domain " + interval + " is too narrow for differences at numbers of its magnitude");
  }

  private static double finite(double end, double otherwise) {
    return Double.isInfinite(end) ? otherwise : Math.abs(end);
  }

  /** The distance to keep from an end, at most a share of the width. */
  private double margin(double end, double relative) {
    double width = interval.to() - interval.from();
    return Math.min(relative * Math.max(1, finite(end, 1)), width * 2 * relative);
  }

  /** Moves numbers into the domain by reflecting them at its ends; results are floats. */
  double[] inside(double[] drawn) {
    return Arrays.stream(drawn).map(this::inside).toArray();
  }

  private double inside(double x) {
    double low = interval.from() + margin(interval.from(), MARGIN);
    double high = interval.to() - margin(interval.to(), MARGIN);
    double moved = x + Math.max(low, Math.min(high, 0));
    if (moved >= low && moved <= high) {
      return (float) moved;
    }
    if (Double.isInfinite(high)) {
      return (float) (2 * low - moved);
    }
    if (Double.isInfinite(low)) {
      return (float) (2 * high - moved);
    }
    double around = Math.abs(moved - low) % (2 * (high - low));
    return (float) (low + Math.min(around, 2 * (high - low) - around));
  }

  /** Inputs where expressions tend to fail: zeros, tiny, huge, and near the ends. */
  List<Double> extremes() {
    List<Double> inside = new ArrayList<>();
    Arrays.stream(EXTREMES).filter(this::holds).forEach(inside::add);
    for (double distance : NEAR) {
      near(interval.from(), distance, inside);
      near(interval.to(), -distance, inside);
    }
    return inside;
  }

  private void near(double end, double distance, List<Double> inside) {
    double point = (float) (end + distance * Math.max(1, Math.abs(end)));
    if (Double.isFinite(end) && holds(point)) {
      inside.add(point);
    }
  }

  /** Whether a point is inside in both precisions and not too close to an end. */
  private boolean holds(double x) {
    return interval.contains((float) x) && distance(x) >= NEAR[0] / 2;
  }

  /** The distance from the nearest end, relative to its magnitude. */
  private double distance(double x) {
    return Math.min(
        (x - interval.from()) / Math.max(1, finite(interval.from(), 1)),
        (interval.to() - x) / Math.max(1, finite(interval.to(), 1)));
  }

  /** Whether slopes may be infinite at a point: near an end, or far out. */
  boolean isRemote(double x) {
    return Math.abs(x) > FAR || distance(x) < NEAR_END;
  }

  /** Whether the domain has an end. */
  boolean isBounded() {
    return !interval.equals(Interval.all());
  }

  /** The interval to scan for kinks: ±10 within the domain, or its nearest part. */
  Interval scanned() {
    double low = interval.from() + margin(interval.from(), SCAN_MARGIN);
    double high = interval.to() - margin(interval.to(), SCAN_MARGIN);
    return new Interval(
        Math.max(low, Math.min(-REACH, high - 2 * REACH)),
        Math.min(high, Math.max(REACH, low + 2 * REACH)));
  }
}
