package dev.cotangent.core.kernel;

/** Elementwise functions of one operand. */
public enum Unary {
  /** y = x. */
  COPY,
  /** y = −x. */
  NEG,
  /** y = e^x, with gradual underflow. */
  EXP,
  /** y = ln x; −∞ at ±0, NaN below 0. */
  LOG,
  /** y = 1 / x. */
  RECIPROCAL,
  /** y = x² as x·x. */
  SQUARE,
  /** y = √x, correctly rounded. */
  SQRT,
  /** y = |x|. */
  ABS,
  /** y = x ≤ 0 ? 0 : x, so that NaN stays NaN and −0 becomes +0. */
  RELU,
  /** y = 1 / (1 + e^−x), computed from e^−|x|. */
  SIGMOID,
  /** y = tanh x. */
  TANH,
  /** y = e^x − 1, without cancellation near 0. */
  EXPM1,
  /** y = ln(1 + x), without cancellation near 0; −∞ at −1, NaN below. */
  LOG1P,
  /** y = ln(1 + e^x), stable at any magnitude. */
  SOFTPLUS,
  /** y = sin x, for x in radians, of any magnitude. */
  SIN,
  /** y = cos x, for x in radians, of any magnitude. */
  COS,
  /** y = erf x = 2/√π·∫ e^(−t²) dt from 0 to x. */
  ERF,
  /** y = Φ(x), the cumulative distribution function of the standard normal distribution. */
  NORMAL_CDF
}
