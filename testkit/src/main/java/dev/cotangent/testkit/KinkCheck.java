package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.Tensor;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientComparison;
import dev.cotangent.core.check.GradientReport;
import java.util.List;

/**
 * A function of one number jumps only where it says, and the gradient there lies between the slopes
 * of both sides.
 *
 * @param one the function, of a tensor with one element
 * @param kinks where it says so
 */
record KinkCheck(Subject one, List<Double> kinks, long seed) {

  private static final double JUMP = 1e-3;

  void run() {
    new KinkScan(one, kinks).run();
    kinks.stream().filter(one.domain().interval()::contains).forEach(this::at);
  }

  private void at(double kink) {
    GradientReport report =
        GradientCheck.of(one.function())
            .withSeed(seed)
            .withOrder(1)
            .at(Tensor.of(Shape.of(1), kink));
    Checks.that(
        report.passed() || jumps(kink),
        "at the declared kink "
            + kink
            + report.worst().map(KinkCheck::described).orElse(" the gradient is wrong")
            + " (seed "
            + seed
            + ")");
  }

  private static String described(GradientComparison worst) {
    return " the gradient is "
        + worst.analytic()
        + ", which is not between the slope from the left "
        + worst.leftSlope()
        + " and from the right "
        + worst.rightSlope()
        + ", all for a random cotangent";
  }

  /** A value that jumps has no slope there. */
  private boolean jumps(double kink) {
    double step = Math.max(1e-9, Math.abs(kink) * 1e-9);
    return Math.abs(value(kink + step) - value(kink - step)) > JUMP;
  }

  private double value(double x) {
    return one.inDoubles(List.of(new double[] {x}), new double[] {1}).get(0)[0];
  }
}
