package dev.cotangent.core.kernel;

import dev.cotangent.core.math.Gates;
import java.util.function.DoubleBinaryOperator;

/**
 * Elementwise functions of two operands that kernel sets have loops for, with their mathematics;
 * comparisons return 1 or 0. A function that no set computes faster than one call for each element
 * is a {@link BinaryFunction}.
 */
public enum Binary {
  /** a + b. */
  ADD((a, b) -> a + b),
  /** a − b. */
  SUB((a, b) -> a - b),
  /** a · b. */
  MUL((a, b) -> a * b),
  /** a / b. */
  DIV((a, b) -> a / b),
  /** {@link Math#max(float, float)}. */
  MAX(Math::max),
  /** {@link Math#min(float, float)}. */
  MIN(Math::min),
  /** a &gt; b. */
  GREATER((a, b) -> a > b ? 1 : 0),
  /** a ≥ b. */
  GREATER_EQUAL((a, b) -> a >= b ? 1 : 0),
  /** a = b; false when either is NaN. */
  EQUAL((a, b) -> a == b ? 1 : 0),
  /** a to the power b, as {@link StrictMath#pow}. */
  POW(StrictMath::pow),
  /** b · σ(a)·σ(−a): the derivative of the sigmoid at a times the upstream gradient b. */
  SIGMOID_GRAD((a, b) -> b * Gates.sigmoidSlope(a)),
  /** b · 4·σ(2a)·σ(−2a): the derivative of tanh at a times the upstream gradient b. */
  TANH_GRAD((a, b) -> b * 4 * Gates.sigmoidSlope(2 * a));

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  private final DoubleBinaryOperator exact;

  Binary(DoubleBinaryOperator exact) {
    this.exact = exact;
  }

  /** Computes the function for one pair of elements, in double precision. */
  public double value(double a, double b) {
    return exact.applyAsDouble(a, b);
  }
}
