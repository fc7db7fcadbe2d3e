package dev.cotangent.core;

/** The type of a tensor's elements. Types never mix implicitly. */
public enum DType {
  /** 32-bit floating point, the type in which networks are trained. */
  F32,
  /**
   * 64-bit floating point: evaluated by the reference kernels, for gradient checks and small exact
   * work.
   */
  F64,
  /** 32-bit integers: labels and indices; carry no gradient. */
  I32,
  /** Booleans: masks and results of comparisons; carry no gradient. */
  BOOL;

  /** Whether gradients can flow through elements of this type. */
  public boolean isFloating() {
    return this == F32 || this == F64;
  }

  /**
   * Converts a value to this type: rounded to float, truncated to int, or 1 for any BOOL other than
   * 0.
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
