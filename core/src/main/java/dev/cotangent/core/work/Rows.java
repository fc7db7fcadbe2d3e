package dev.cotangent.core.work;

/** How an op treats the first axis of its operands: what decides how workers may share it. */
public enum Rows {
  /** Row i of the result needs only row i of the aligned operands: workers take blocks of rows. */
  ROWWISE,
  /**
   * Every element of the result sums over rows: workers take parts of the result, each over all
   * rows.
   */
  OVER_ROWS,
  /** Anything else: one worker runs it whole. */
  WHOLE
}
