package dev.cotangent.pictures;

import java.util.ArrayList;
import java.util.List;

/** A scale between the numbers of a chart and its pixels, with round ticks. */
final class Axis {

  private static final int TICKS = 5;

  private final double low;
  private final double high;
  private final double start;
  private final double end;

  /** From the numbers low … high to the pixels start … end; both ends may be the same number. */
  Axis(double low, double high, double start, double end) {
    this.low = low;
    this.high = high > low ? high : low + 1;
    this.start = start;
    this.end = end;
  }

  double at(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }

  /** Multiples of 1, 2 or 5 times a power of ten within the scale. */
  List<Double> ticks() {
    double step = step((high - low) / TICKS);
    List<Double> ticks = new ArrayList<>();
    for (long i = (long) Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static double step(double least) {
    double power = 1;
    while (power > least) {
      power /= 10;
    }
    while (power * 10 <= least) {
      power *= 10;
    }
    for (int factor : new int[] {1, 2, 5}) {
      if (factor * power >= least) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
