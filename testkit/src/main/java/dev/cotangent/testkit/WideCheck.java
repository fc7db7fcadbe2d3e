package dev.cotangent.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Checks derivatives along one random direction through all inputs at once, which works for large
 * inputs as well as small ones. A wrong derivative is bisected, so that the failure names an
 * element.
 */
record WideCheck(Subject subject, long seed) {

  private static final double[] STEPS = {0x1p-10, 0x1p-15, 0x1p-20};
  private static final double AGREES = 1e-7;

  /** A step for which the rounding error is below the error floor. */
  private static final double EXACT = 0x1p-15;

  /** Steps do not shrink further below this magnitude of an element. */
  private static final double SMALLEST = 0.1;

  /** Fails if a derivative is wrong at a random point. */
  void run(double deviation) {
    Draw draw = new Draw(seed, "wide" + deviation);
    List<double[]> x = subject.points(draw, deviation);
    double[] c = draw.doubles(subject.output().size(), 1);
    List<double[]> v = new ArrayList<>();
    for (double[] values : x) {
      double[] direction = draw.doubles(values.length, 1);
      for (int i = 0; i < direction.length; i++) {
        direction[i] *= Math.max(Math.abs(values[i]), SMALLEST);
      }
      v.add(direction);
    }
    Derivatives function = new Derivatives(subject.held(x), subject.rounds() ? 1 : 2);
    Lines line = new Lines(function, x, v, c, 1);
    for (int order = 1; order <= function.order(); order++) {
      if (isWrong(line, order)) {
        fail(function, x, narrowed(function, x, v, c, order), c, order);
      }
    }
  }

  /** Fails if the value or gradient at a random point is NaN. */
  void numbers(double deviation) {
    Draw draw = new Draw(seed, "numbers" + deviation);
    List<double[]> x = subject.points(draw, deviation);
    List<double[]> results = subject.inDoubles(x, draw.doubles(subject.output().size(), 1));
    for (int part = 0; part < results.size(); part++) {
      for (int i = 0; i < results.get(part).length; i++) {
        int element = i;
        int current = part;
        Numbers.Place place = subject.places(x);
        if (Double.isNaN(results.get(part)[i])) {
          throw new ContractViolation(
              "of large numbers, at shapes "
                  + subject.shapes()
                  + ", "
                  + place.of(current, element)
                  + " is NaN");
        }
      }
    }
  }

  private static boolean isWrong(
      Derivatives function, List<double[]> x, List<double[]> v, double[] c, int order) {
    return isWrong(new Lines(function, x, v, c, 1), order);
  }

  private static boolean isWrong(Lines line, int order) {
    Lines.Slope slope = line.slopes(order)[0];
    for (double step : STEPS) {
      double allowed = AGREES * slope.scale() + line.rounding(slope) / step;
      boolean fine = allowed <= 1e3 * AGREES * slope.scale() + slope.floor();
      double apart = Math.abs(line.central(order, step)[0] - slope.derivative());
      if ((fine && apart <= allowed) || (step >= EXACT && apart == 0)) {
        return false;
      }
    }
    return verdict(line.shortLadders()[order - 1][0], slope) != Ladder.Verdict.RIGHT
        && verdict(line.ladders()[order - 1][0], slope) == Ladder.Verdict.WRONG;
  }

  private static Ladder.Verdict verdict(Ladder ladder, Lines.Slope slope) {
    return ladder.compare(slope.derivative(), slope.scale(), slope.floor());
  }

  /** The smallest part of the direction along which the derivative is still wrong. */
  private static List<double[]> narrowed(
      Derivatives function, List<double[]> x, List<double[]> v, double[] c, int order) {
    List<double[]> wrong = v;
    boolean narrower = true;
    while (narrower) {
      List<double[]> lower = half(wrong, true);
      List<double[]> upper = half(wrong, false);
      narrower = false;
      if (count(wrong) > 1) {
        if (isWrong(function, x, lower, c, order)) {
          wrong = lower;
          narrower = true;
        } else if (isWrong(function, x, upper, c, order)) {
          wrong = upper;
          narrower = true;
        }
      }
    }
    return wrong;
  }

  private static int count(List<double[]> v) {
    return v.stream().mapToInt(each -> (int) Arrays.stream(each).filter(x -> x != 0).count()).sum();
  }

  /** The first or second half of the non-zero elements. */
  private static List<double[]> half(List<double[]> v, boolean lower) {
    int middle = count(v) / 2;
    int seen = 0;
    List<double[]> half = new ArrayList<>();
    for (double[] each : v) {
      double[] part = new double[each.length];
      for (int i = 0; i < each.length; i++) {
        if (each[i] != 0) {
          part[i] = seen < middle == lower ? each[i] : 0;
          seen++;
        }
      }
      half.add(part);
    }
    return half;
  }

  private void fail(
      Derivatives function, List<double[]> x, List<double[]> v, double[] c, int order) {
    Lines line = new Lines(function, x, v, c, 1);
    Lines.Slope slope = line.slopes(order)[0];
    int input = 0;
    while (Arrays.stream(v.get(input)).allMatch(each -> each == 0)) {
      input++;
    }
    int element = 0;
    while (v.get(input)[element] == 0) {
      element++;
    }
    boolean one = count(v) == 1;
    double unit = one ? StrictMath.pow(v.get(input)[element], order) : 1;
    String name = subject.names().get(input);
    throw new ContractViolation(
        String.format(
            Locale.ROOT,
            """
            the %s derivative by %s is wrong at %selement %d of %s, where %s is %s
                  the backward pass gives %s
                  differences of the %s give %s (seed %d)""",
            order == 1 ? "first" : "second",
            name,
            one ? "" : "or after ",
            element,
            subject.shapes().get(input),
            name,
            x.get(input)[element],
            slope.derivative() / unit,
            order == 1 ? "value" : "first derivative",
            line.ladders()[order - 1][0].best(slope.scale()).slope() / unit,
            seed));
  }
}
