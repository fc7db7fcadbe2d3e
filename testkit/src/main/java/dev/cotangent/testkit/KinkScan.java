package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.spi.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Searches for jumps of the value or derivative of a function of one number: third differences of a
 * smooth function vanish with the cube of the step, those of a jump do not.
 */
final class KinkScan {

  /** Offset of the grid, relative to its width. */
  private static final double ODD = 6.1725e-6;

  private static final int POINTS = 4_001;
  private static final int SUSPECTS = 24;
  private static final int FINER = 33;

  /** The width to which a suspected jump is narrowed down. */
  private static final double PLACE = 1e-12;

  /** The fine grid covers ±10; beyond, the grid is coarser and goes octave by octave. */
  private static final double REACH = 10;

  private static final double FARTHEST = 10_000;
  private static final int FAR_POINTS = 400;
  private static final int FAR_SUSPECTS = 3;
  private static final double OUTLIER = 100;

  private static final double WIDER = 16;

  /** The least relative change that counts as a jump. */
  private static final double JUMP = 1e-6;

  private static final double NEAR = 1e-6;

  /** Places are rounded to this, a power of two. */
  private static final double ROUND = 0x1p-30;

  private final Subject function;
  private final List<Double> declared;

  /** Scans an element-wise function. */
  KinkScan(Subject function, List<Double> declared) {
    this.function = function;
    this.declared = declared;
  }

  /** Fails at the first undeclared jump. */
  void run() {
    Interval scanned = function.domain().scanned();
    scan(scanned, POINTS, bends -> most(bends, SUSPECTS));
    Interval domain = function.domain().interval();
    for (double from = REACH; from < FARTHEST; from *= 2) {
      for (Interval far : List.of(new Interval(from, 2 * from), new Interval(-2 * from, -from))) {
        if (domain.contains(far.from()) && domain.contains(far.to())) {
          scan(far, FAR_POINTS, KinkScan::outliers);
        }
      }
    }
  }

  private void scan(Interval scanned, int points, Function<double[], List<Integer>> suspects) {
    // not at round numbers, where kinks tend to be
    double odd = ODD * (scanned.to() - scanned.from());
    double[] x = places(scanned.from() + odd, scanned.to() - 2 * odd, points);
    double[][] values = at(x);
    for (int part = 0; part < values.length; part++) {
      for (int i : suspects.apply(thirdDifferences(values[part]))) {
        narrow(x[i], x[i + 3], part);
      }
    }
  }

  private static List<Integer> most(double[] bends, int count) {
    List<Integer> suspects = new ArrayList<>(IntStream.range(0, bends.length).boxed().toList());
    suspects.sort(Comparator.comparingDouble(i -> -bends[i]));
    return suspects.subList(0, count);
  }

  /** Far out only outliers are suspects: overflow is not a jump. */
  private static List<Integer> outliers(double[] bends) {
    double[] sorted = bends.clone();
    Arrays.sort(sorted);
    double usual = sorted[sorted.length / 2];
    return most(bends, FAR_SUSPECTS).stream()
        .filter(i -> Double.isFinite(bends[i]) && bends[i] > OUTLIER * usual + JUMP)
        .toList();
  }

  private static double[] places(double from, double to, int count) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> from + (to - from) * i / (count - 1.0));
    return x;
  }

  /** The values and derivatives. */
  private double[][] at(double[] x) {
    double[] ones = new double[x.length];
    Arrays.fill(ones, 1);
    Subject subject = new Subject(function.function(), List.of(Shape.of(x.length)));
    return subject.inDoubles(List.of(x), ones).toArray(double[][]::new);
  }

  /** Third differences of four neighbours, by the index of the first; infinite if one is NaN. */
  private static double[] thirdDifferences(double[] v) {
    double[] third = new double[v.length - 3];
    for (int i = 0; i < third.length; i++) {
      double difference = Math.abs(v[i + 3] - 3 * v[i + 2] + 3 * v[i + 1] - v[i]);
      third[i] = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }
    return third;
  }

  private void narrow(double from, double to, int part) {
    double low = from;
    double high = to;
    double left;
    double right;
    do {
      double[] x = places(low, high, FINER);
      double[] values = at(x)[part];
      double[] bends = thirdDifferences(values);
      int most = 0;
      for (int i = 0; i < bends.length; i++) {
        most = bends[i] > bends[most] ? i : most;
      }
      low = x[most];
      high = x[most + 3];
      left = values[most];
      right = values[most + 3];
    } while (high - low > Math.max(PLACE, 64 * Math.ulp(high)) && high - low < to - from);
    if (!isSteep(low, high, right - left, part)) {
      report((low + high) / 2, left, right, part);
    }
  }

  /** Whether the change grows with the width of the interval, as that of a jump does not. */
  private boolean isSteep(double low, double high, double change, int part) {
    double reach = (WIDER - 1) / 2 * (high - low);
    double[] values = at(new double[] {low - reach, high + reach})[part];
    return Math.abs(values[1] - values[0]) > WIDER / 2 * Math.abs(change);
  }

  private void report(double place, double left, double right, int part) {
    // near an end slopes may be steep, so a jump must be large relative to the value
    boolean relative = function.domain().isBounded() || Math.abs(place) > REACH;
    double scale = relative ? Math.max(1, Math.abs(left)) : 1;
    boolean jumps = !(Math.abs(right - left) <= JUMP * scale);
    if (jumps
        && declared.stream()
            .noneMatch(
                kink -> Math.abs(kink - place) <= NEAR * Math.max(1, Math.abs(kink) / REACH))) {
      throw new ContractViolation(
          String.format(
              Locale.ROOT,
              "the %s jumps at %s, from %s on its left to %s on its right, which is not among the"
                  + " declared kinks %s",
              part == 0 ? "value" : "derivative",
              Math.rint(place / ROUND) * ROUND + 0.0,
              left,
              right,
              declared));
    }
  }
}
