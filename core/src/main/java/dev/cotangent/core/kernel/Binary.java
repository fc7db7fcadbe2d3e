package dev.cotangent.core.kernel;

/** Elementwise functions of two operands; comparisons return 1 or 0. */
public enum Binary {
  /** a + b. */
  ADD,
  /** a − b. */
  SUB,
  /** a · b. */
  MUL,
  /** a / b. */
  DIV,
  /** a to the power b, as {@link StrictMath#pow}. */
  POW,
  /** {@link Math#max(float, float)}. */
  MAX,
  /** {@link Math#min(float, float)}. */
  MIN,
  /** a &gt; b. */
  GREATER,
  /** a ≥ b. */
  GREATER_EQUAL,
  /** a = b; false when either is NaN. */
  EQUAL,
  /** b · σ(a)·σ(−a): the derivative of the sigmoid at a times the upstream gradient b. */
  SIGMOID_GRAD,
  /** b · 4·σ(2a)·σ(−2a): the derivative of tanh at a times the upstream gradient b. */
  TANH_GRAD
}
