package dev.cotangent.testkit;

import dev.cotangent.core.Shape;
import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientComparison;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.graph.Tensor;
import java.util.List;

/**
 * Checks that a function of one number jumps only at its declared kinks, and that the gradient
 * there lies between the slopes of both sides.
 *
 * @param one the function of a tensor with one element
 * @param kinks the declared kinks
 */
record KinkCheck(Subject one, List<Double> kinks, long seed) {

  private static final double JUMP = 1e-3;

  void run() {
    new KinkScan(one, kinks).run();
    kinks.stream().filter(one.domain().interval()::contains).forEach(this::at);
  }

  private void at(double kink) {
    GradientReport report =
        GradientCheck.of(one.held(List.of(new double[] {kink})).function())
            .withSeed(seed)
            .withOrder(1)
            .at(Tensor.f64(Shape.of(1), kink));
    Checks.that(
        report.passed() || jumps(kink) || isBetweenSides(kink),
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

  /** Compares with steps that suit the function, as when the slope of one side is tiny. */
  private boolean isBetweenSides(double kink) {
    double direction = Math.max(1e-3, Math.abs(kink));
    double[] c = {1};
    Derivatives function = new Derivatives(one, 1);
    Lines line =
        new Lines(function, List.of(new double[] {kink}), List.of(new double[] {direction}), c, 1);
    Lines.Slope slope = line.slopes(1)[0];
    return line.ladders()[0][0].compare(slope.derivative(), slope.scale(), slope.floor())
        == Ladder.Verdict.RIGHT;
  }

  /** Whether the value jumps, so that there is no slope. */
  private boolean jumps(double kink) {
    double step = Math.max(1e-9, Math.abs(kink) * 1e-9);
    return Math.abs(value(kink + step) - value(kink - step)) > JUMP;
  }

  private double value(double x) {
    return one.inDoubles(List.of(new double[] {x}), new double[] {1}).get(0)[0];
  }
}
