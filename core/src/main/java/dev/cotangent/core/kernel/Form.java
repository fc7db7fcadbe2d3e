package dev.cotangent.core.kernel;

/** How the operands of a matrix product lie in memory. */
public enum Form {
  /** A [m, k] and B [k, n]. */
  NN,
  /** A [m, k] and B stored as its transpose [n, k]. */
  NT,
  /** A stored as its transpose [k, m], and B [k, n]. */
  TN
}
