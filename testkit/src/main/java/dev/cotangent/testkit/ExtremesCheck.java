package dev.cotangent.testkit;

import dev.cotangent.core.kernel.Kernels;
import java.util.Arrays;
import java.util.List;

/**
 * Checks that inside the domain no result is NaN and no gradient is infinite, except far out and
 * near the ends; in double precision, and in float32 on kernels.
 */
record ExtremesCheck(Subject subject, Kernels kernels, long seed) {

  private static final double[] DEVIATIONS = {0.3, 1, 4, 30};

  void run() {
    Subject.Planned planned = subject.on(kernels);
    for (double extreme : subject.domain().extremes()) {
      double[] at = subject.points(new Draw(seed, "extremes"), 1).get(0).clone();
      at[1] = extreme;
      both(planned, at, extreme);
    }
    for (double deviation : DEVIATIONS) {
      double[] at = subject.points(new Draw(seed, "inside" + deviation), deviation).get(0);
      for (double x : at) {
        double[] same = new double[at.length];
        Arrays.fill(same, x);
        both(planned, same, x);
      }
    }
  }

  private void both(Subject.Planned planned, double[] at, double x) {
    double[] ones = new double[subject.output().size()];
    Arrays.fill(ones, 1);
    sound("in double precision", x, subject.inDoubles(List.of(at), ones));
    sound("in float32", x, planned.at(List.of(Draw.floats(at)), Draw.floats(ones)));
  }

  private void sound(String where, double x, List<double[]> results) {
    String domain = subject.domain().isBounded() ? " in " + subject.domain().interval() : "";
    String input = where + " an input of " + x + domain;
    for (double value : results.get(0)) {
      Checks.that(!Double.isNaN(value), input + " gives NaN");
    }
    for (double slope : results.get(1)) {
      boolean finite = subject.domain().isRemote(x) || Double.isFinite(slope);
      Checks.that(!Double.isNaN(slope) && finite, input + " has the gradient " + slope);
    }
  }
}
