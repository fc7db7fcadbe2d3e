package dev.cotangent.core.kernel;

/** Elementwise functions of one operand. */
public enum Unary {
  /** y = x. */
  COPY,
  /** y = −x. */
  NEG,
  /** y = e^x, subnormal results included. */
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
  TANH
}
