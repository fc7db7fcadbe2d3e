package dev.cotangent.core.check;

import java.util.Locale;

/**
 * Compares one element of a gradient with its finite differences.
 *
 * @param order 1 for the gradient of the function, 2 for the gradient of (gradient · direction), …
 * @param input the position among the function's inputs, from 0
 * @param element the flat row-major index within that input
 * @param at the value of that element
 * @param analytic the derivative by reverse mode
 * @param numeric the derivative by central differences
 * @param leftSlope the one-sided slope from below
 * @param rightSlope the one-sided slope from above
 * @param error the error of the analytic value, less the allowance for rounding, relative to the
 *     largest magnitude in that input's gradient; infinite if the value is NaN
 * @param tolerance the largest error that passes
 */
public record GradientComparison(
    int order,
    int input,
    int element,
    double at,
    double analytic,
    double numeric,
    double leftSlope,
    double rightSlope,
    double error,
    double tolerance) {

  /** Whether the error is within the tolerance. */
  public boolean passed() {
    return error <= tolerance;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "order %d, input %d, element %d at %s: analytic %s, numeric %s (from the left %s, from the"
            + " right %s), error %.3g, tolerance %.3g",
        order,
        input,
        element,
        at,
        analytic,
        numeric,
        leftSlope,
        rightSlope,
        error,
        tolerance);
  }
}
