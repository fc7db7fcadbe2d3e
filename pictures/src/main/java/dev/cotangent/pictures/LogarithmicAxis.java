package dev.cotangent.pictures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A logarithmic axis for numbers of either sign: linear between a threshold and its negative,
 * logarithmic beyond. The threshold is below all magnitudes except 0, so that the scale of positive
 * numbers is a plain logarithm. Ticks are powers of ten and 0.
 */
final class LogarithmicAxis implements Axis {

  private static final int MOST_TICKS = 6;
  private static final double ROOM = 0.05;

  /** A number is an outlier if it is this many times larger than most others. */
  private static final double OUTLIER = 100;

  /** The least ratio of the largest to the smallest positive number. */
  private static final double WIDE = 1e4;

  /** Smallest magnitude that is resolved, relative to the typical one. */
  private static final double FINEST = 1e-3;

  /** Lower bound of the threshold's exponent, so that powers of ten are normal numbers. */
  private static final int LEAST_THRESHOLD = -300;

  private final int threshold;
  private final double low;
  private final double high;
  private final double start;
  private final double end;

  private LogarithmicAxis(int threshold, double low, double high, double start, double end) {
    this.threshold = threshold;
    this.low = low;
    this.high = high;
    this.start = start;
    this.end = end;
  }

  /** Whether a linear axis would squeeze most of the numbers, or the small ones, together. */
  static boolean suits(double[] sorted) {
    double[] sizes = sizes(sorted);
    if (sizes.length == 0) {
      return false;
    }
    double largest = sizes[sizes.length - 1];
    return largest / OUTLIER > median(sizes) || (sorted[0] > 0 && largest / WIDE > sorted[0]);
  }

  /** Creates an axis for numbers that {@linkplain #suits suit} it. */
  static LogarithmicAxis of(double[] sorted, double start, double end) {
    double[] sizes = sizes(sorted);
    double least = sorted[0] > 0 ? sizes[0] : Math.max(sizes[0], FINEST * median(sizes));
    int threshold = Math.max(LEAST_THRESHOLD, (int) Math.floor(StrictMath.log10(least)));
    double low = stretched(sorted[0], threshold);
    double high = stretched(sorted[sorted.length - 1], threshold);
    double room = ROOM * (high - low);
    return new LogarithmicAxis(threshold, low - room, high + room, start, end);
  }

  /** The sorted magnitudes of the non-zero numbers. */
  private static double[] sizes(double[] numbers) {
    return Arrays.stream(numbers).map(Math::abs).filter(size -> size > 0).sorted().toArray();
  }

  /** The median; the lower one for an even count. */
  private static double median(double[] sorted) {
    return sorted[(sorted.length - 1) / 2];
  }

  /** The logarithmic position of a number: 1 for the threshold, 2 for ten times that. */
  private static double stretched(double value, int threshold) {
    double unit = StrictMath.pow(10, threshold);
    double size = Math.abs(value);
    double place = size <= unit ? size / unit : 1 + StrictMath.log10(size) - threshold;
    return value < 0 ? -place : place;
  }

  @Override
  public double at(double value) {
    return start + (stretched(value, threshold) - low) / (high - low) * (end - start);
  }

  @Override
  public List<Tick> ticks() {
    int below = (int) Math.max(0, Math.floor(-low));
    int above = (int) Math.max(0, Math.floor(high));
    int stride = 1 + (below + above) / MOST_TICKS;
    List<Tick> ticks = new ArrayList<>();
    for (int i = 1; i <= below; i += stride) {
      add(ticks, -1, i);
    }
    Collections.reverse(ticks);
    if (low <= 0 && high >= 0) {
      ticks.add(new Tick(0, "0"));
    }
    for (int i = 1; i <= above; i += stride) {
      add(ticks, 1, i);
    }
    return ticks;
  }

  /** Adds a tick at a power of ten, unless it exceeds the largest double. */
  private void add(List<Tick> ticks, int sign, int place) {
    double value = sign * StrictMath.pow(10, threshold + place - 1);
    if (sign * place >= low && sign * place <= high && Double.isFinite(value)) {
      ticks.add(new Tick(value, Labels.number(value)));
    }
  }
}
