package dev.cotangent.core.kernel;

import dev.cotangent.core.math.Gates;
import dev.cotangent.core.math.Gaussian;
import java.util.function.DoubleUnaryOperator;

/**
 * Elementwise functions of one operand that kernel sets have loops for, with their mathematics. A
 * function that no set computes faster than one call for each element is a {@link UnaryFunction}.
 */
public enum Unary {
  /** y = x. */
  COPY(x -> x),
  /** y = −x. */
  NEG(x -> -x),
  /** y = e^x, with gradual underflow. */
  EXP(StrictMath::exp),
  /** y = ln x; −∞ at ±0, NaN below 0. */
  LOG(StrictMath::log),
  /** y = 1 / x. */
  RECIPROCAL(x -> 1 / x),
  /** y = x² as x·x. */
  SQUARE(x -> x * x),
  /** y = √x, correctly rounded. */
  SQRT(Math::sqrt),
  /** y = |x|. */
  ABS(Math::abs),
  /** y = x ≤ 0 ? 0 : x, so that NaN stays NaN and −0 becomes +0. */
  RELU(x -> x <= 0 ? 0 : x),
  /** y = 1 / (1 + e^−x), computed from e^−|x|. */
  SIGMOID(Gates::sigmoid),
  /** y = tanh x. */
  TANH(StrictMath::tanh),
  /** y = e^x − 1, also accurate near 0. */
  EXPM1(StrictMath::expm1),
  /** y = ln(1 + x), also accurate near 0; −∞ at −1, NaN below. */
  LOG1P(StrictMath::log1p),
  /** y = ln(1 + e^x). */
  SOFTPLUS(x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)))),
  /** y = erf x. */
  ERF(Gaussian::erf),
  /** y = Φ(x), the cumulative distribution function of the standard normal distribution. */
  NORMAL_CDF(Gaussian::cdf),
  /** y = sin x, for x in radians. */
  SIN(StrictMath::sin),
  /** y = cos x, for x in radians. */
  COS(StrictMath::cos);

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  private final DoubleUnaryOperator exact;

  Unary(DoubleUnaryOperator exact) {
    this.exact = exact;
  }

  /** Computes the function for one element, in double precision. */
  public double value(double x) {
    return exact.applyAsDouble(x);
  }
}
