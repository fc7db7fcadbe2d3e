package dev.cotangent.core;

/** The type of a tensor's elements. Types never mix implicitly. */
public enum DType {
  /** 32-bit floating point: what networks are trained in. */
  F32,
  /**
   * 64-bit floating point: evaluated by the reference kernels, for gradient checks and small exact
   * work.
   */
  F64,
  /** 32-bit integers: labels and indices; carries no gradient. */
  I32,
  /** Truth values: masks and the results of comparisons; carries no gradient. */
  BOOL;

  /** Whether gradients can flow through elements of this type. */
  public boolean isFloating() {
    return this == F32 || this == F64;
  }

  /**
   * The value as an element of this type holds it: rounded to float, truncated to int, or 0 and 1.
   */
  public double round(double value) {
    return switch (this) {
      case F32 -> (float) value;
      case F64 -> value;
      case I32 -> (int) value;
      case BOOL -> value != 0 ? 1 : 0;
    };
  }
}
