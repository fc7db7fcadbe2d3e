package dev.cotangent.testkit;

import dev.cotangent.core.check.GradientComparison;
import dev.cotangent.core.check.GradientReport;
import java.util.Locale;

/** Compares gradients with differences and says what is wrong in the words of a plugin's author. */
final class GradientFinding {

  private GradientFinding() {}

  /** Fails where a gradient is wrong. */
  static void check(Subject subject, GradientReport report) {
    report
        .worst()
        .filter(worst -> !worst.passed())
        .ifPresent(
            worst -> {
              throw new ContractViolation(described(subject, worst, report));
            });
  }

  private static String described(
      Subject subject, GradientComparison worst, GradientReport report) {
    String name = subject.names().get(worst.input());
    return String.format(
        Locale.ROOT,
        "the %s by %s is wrong at element %d of %s, where %s is %s: it is %s, but the differences of"
            + " the %s give %s (slope from the left %s, from the right %s); error %.3g, allowed"
            + " %.3g; all for a random cotangent (seed %d, %d elements compared, %d at kinks)",
        derivative(worst.order()),
        name,
        worst.element(),
        subject.shapes().get(worst.input()),
        name,
        worst.at(),
        worst.analytic(),
        worst.order() == 1 ? "value" : "gradient",
        worst.numeric(),
        worst.leftSlope(),
        worst.rightSlope(),
        worst.error(),
        worst.tolerance(),
        report.seed(),
        report.checked(),
        report.kinks());
  }

  private static String derivative(int order) {
    return order == 1 ? "first derivative" : "second derivative";
  }
}
