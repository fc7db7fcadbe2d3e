package dev.cotangent.testkit;

import dev.cotangent.core.check.GradientCheck;
import dev.cotangent.core.check.GradientComparison;
import dev.cotangent.core.check.GradientReport;
import dev.cotangent.core.graph.Tensor;
import java.util.List;
import java.util.Locale;

/** Describes a wrong gradient in terms of the plugin's inputs. */
final class GradientFinding {

  private GradientFinding() {}

  /**
   * Compares first- and second-order gradients with differences.
   *
   * @throws ContractViolation if one is wrong; the first derivative is reported before the second,
   *     which is then wrong as well
   */
  static GradientReport check(Subject subject, GradientCheck check, List<Tensor> at) {
    GradientReport report = check.at(at);
    if (!report.passed()) {
      fail(subject, check.withOrder(1).at(at));
      fail(subject, report);
    }
    return report;
  }

  private static void fail(Subject subject, GradientReport report) {
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
        """
        the %s derivative by %s is wrong at element %d of %s, where %s is %s
              the backward pass gives %s
              differences of the %s give %s, the slope from the left %s and from the right %s
              error %.3g, allowed %.3g; points and cotangent of seed %d""",
        worst.order() == 1 ? "first" : "second",
        name,
        worst.element(),
        subject.shapes().get(worst.input()),
        name,
        worst.at(),
        worst.analytic(),
        worst.order() == 1 ? "value" : "first derivative",
        worst.numeric(),
        worst.leftSlope(),
        worst.rightSlope(),
        worst.error(),
        worst.tolerance(),
        report.seed());
  }
}
