package dev.cotangent.core.kernel;

/** Memory layout of the operands of a matrix product. */
public enum Form {
  /** A [m, k] and B [k, n]. */
  NN,
  /** A [m, k] and B stored as its transpose [n, k]. */
  NT,
  /** A stored as its transpose [k, m], and B [k, n]. */
  TN
}
