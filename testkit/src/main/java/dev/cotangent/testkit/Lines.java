package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of elements of a function's inputs, each moved along its own line: one group of all
 * elements, or one per row of a function with independent rows. Not thread-safe.
 */
final class Lines {

  /** The longest step, relative to the direction. */
  private static final int LONGEST = -4;

  private static final int STEPS = 40;
  private static final int SOME_STEPS = 14;
  private static final double ROUNDING = Math.ulp(1.0);

  /** The error scale where a derivative is 0, relative to the sum of the magnitudes. */
  private static final double FLOOR = 1e-11;

  private final Derivatives function;
  private final List<double[]> x;
  private final List<double[]> v;
  private final double[] c;
  private final int groups;
  private final Derivatives.Point base;

  /** Cached results on both sides of the point by step, shared by the orders of derivative. */
  private final Map<Double, Around> around = new HashMap<>();

  /** The results one and two steps to each side. */
  private record Around(
      Derivatives.Point down2,
      Derivatives.Point down,
      Derivatives.Point up,
      Derivatives.Point up2) {}

  /**
   * Creates lines through a point.
   *
   * @param x the inputs
   * @param v their directions
   * @param c the cotangent of the value
   * @param groups number of lines
   */
  Lines(Derivatives function, List<double[]> x, List<double[]> v, double[] c, int groups) {
    this.function = function;
    this.x = x;
    this.v = v;
    this.c = c;
    this.groups = groups;
    function.along(c, v);
    this.base = function.at(x);
  }

  Derivatives.Point base() {
    return base;
  }

  /** The derivative along a line with the scale and floor of its error. */
  record Slope(double derivative, double scale, double floor, double atPoint) {}

  /** The derivatives along each line by reverse mode. */
  Slope[] slopes(int order) {
    List<double[]> gradients = order == 1 ? base.first() : base.second();
    Slope[] slopes = new Slope[groups];
    for (int group = 0; group < groups; group++) {
      double sum = 0;
      double squares = 0;
      double atPoint = 0;
      for (int i = 0; i < x.size(); i++) {
        for (int j = from(x.get(i), group); j < from(x.get(i), group + 1); j++) {
          double part = gradients.get(i)[j] * v.get(i)[j];
          sum += part;
          squares += part * part;
          atPoint += Math.abs(gradients.get(i)[j] * x.get(i)[j]);
        }
      }
      slopes[group] = new Slope(sum, Math.sqrt(squares), FLOOR * weight(order, group), atPoint);
    }
    return slopes;
  }

  private int from(double[] array, int group) {
    return (int) ((long) array.length * group / groups);
  }

  /** Σ |weight| · (1 + |value|) of the function that is differentiated. */
  private double weight(int order, int group) {
    double sum = 0;
    List<double[]> values = values(order, base);
    for (int i = 0; i < values.size(); i++) {
      double[] weights = weights(order, i);
      for (int j = from(weights, group); j < from(weights, group + 1); j++) {
        sum += Math.abs(weights[j]) * (1 + Math.abs(finite(values.get(i)[j])));
      }
    }
    return sum;
  }

  private static double finite(double value) {
    return Double.isFinite(value) ? value : 0;
  }

  private static List<double[]> values(int order, Derivatives.Point point) {
    return order == 1 ? List.of(point.value()) : point.first();
  }

  private double[] weights(int order, int part) {
    return order == 1 ? c : v.get(part);
  }

  /** Evaluates with all groups moved by a multiple of their direction. */
  Derivatives.Point moved(double by) {
    List<double[]> moved = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      double[] values = x.get(i).clone();
      for (int j = 0; j < values.length; j++) {
        values[j] += by * v.get(i)[j];
      }
      moved.add(values);
    }
    return function.at(moved);
  }

  /** Evaluates with all groups scaled by a factor. */
  Derivatives.Point stretched(double by) {
    List<double[]> stretched = new ArrayList<>();
    for (double[] values : x) {
      double[] more = values.clone();
      for (int j = 0; j < more.length; j++) {
        more[j] *= by;
      }
      stretched.add(more);
    }
    return function.at(stretched);
  }

  /** Σ weight · (to − from) of a group; equal elements add no rounding error. */
  private double gain(int order, int group, Derivatives.Point from, Derivatives.Point to) {
    double sum = 0;
    List<double[]> before = values(order, from);
    List<double[]> after = values(order, to);
    for (int i = 0; i < before.size(); i++) {
      double[] weights = weights(order, i);
      for (int j = from(weights, group); j < from(weights, group + 1); j++) {
        double a = before.get(i)[j];
        double b = after.get(i)[j];
        sum += a == b ? 0 : weights[j] * (b - a);
      }
    }
    return sum;
  }

  /** The central difference of each group over one step. */
  double[] central(int order, double step) {
    Around points =
        around.computeIfAbsent(
            step, h -> new Around(moved(-2 * h), moved(-h), moved(h), moved(2 * h)));
    double[] slopes = new double[groups];
    for (int group = 0; group < groups; group++) {
      double inner = gain(order, group, points.down, points.up);
      double outer = gain(order, group, points.down2, points.up2);
      slopes[group] = (8 * inner - outer) / (12 * step);
    }
    return slopes;
  }

  /** Bound on the rounding error of a group's difference. */
  double rounding(Slope slope) {
    return ROUNDING * (8 * slope.floor / FLOOR + 4 * slope.atPoint);
  }

  /** The differences of each group over all steps, by order from 1. */
  Ladder[][] ladders() {
    return ladders(STEPS);
  }

  /** The differences over the longest steps, which usually suffice to confirm a derivative. */
  Ladder[][] shortLadders() {
    return ladders(SOME_STEPS);
  }

  private Ladder[][] ladders(int count) {
    int orders = function.order();
    double[] steps = new double[count];
    double[][][] right = new double[orders][groups][count];
    double[][][] left = new double[orders][groups][count];
    for (int k = 0; k < count; k++) {
      steps[k] = Math.scalb(1.0, LONGEST - k);
      Derivatives.Point up = moved(steps[k]);
      Derivatives.Point down = moved(-steps[k]);
      for (int order = 1; order <= orders; order++) {
        for (int group = 0; group < groups; group++) {
          right[order - 1][group][k] = gain(order, group, base, up);
          left[order - 1][group][k] = gain(order, group, down, base);
        }
      }
    }
    Ladder[][] ladders = new Ladder[orders][groups];
    for (int order = 1; order <= orders; order++) {
      Slope[] slopes = slopes(order);
      for (int group = 0; group < groups; group++) {
        double[] rounding = new double[count];
        java.util.Arrays.fill(rounding, rounding(slopes[group]));
        ladders[order - 1][group] =
            new Ladder(steps, right[order - 1][group], left[order - 1][group], rounding);
      }
    }
    return ladders;
  }
}
