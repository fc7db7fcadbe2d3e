package dev.cotangent.core.work;

/**
 * The dependence of an op on the first axis of its operands, which decides how workers may share
 * it.
 */
public enum Rows {
  /** Row i of the result needs only row i of the aligned operands: workers take blocks of rows. */
  ROWWISE,
  /**
   * Every element of the result is a sum over rows: workers take parts of the result, each over all
   * rows.
   */
  OVER_ROWS,
  /** All other work: one worker runs it whole. */
  WHOLE
}
