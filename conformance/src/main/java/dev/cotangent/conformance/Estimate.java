package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.Values;

/**
 * The exact elements of a node, and for each a bound on how far the float32 kernels may be from it.
 * A truth value with an error of 1 may come out either way.
 *
 * @param type of the node in double precision
 * @param values row by row
 * @param errors one for each value, not negative
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier: never compared; lists would box every number
public record Estimate(TensorType type, double[] values, double[] errors) {

  /** Whether values that are wrong by a factor leave the bounds somewhere, or are all 0. */
  public boolean notices(double factor) {
    boolean zero = true;
    for (int i = 0; i < values.length; i++) {
      zero &= values[i] == 0;
      if (Math.abs(values[i] * factor - values[i]) > errors[i]) {
        return true;
      }
    }
    return zero;
  }

  /** Whether the float32 kernels have exactly these values. */
  boolean isExact() {
    for (double error : errors) {
      if (error > 0) {
        return false;
      }
    }
    return true;
  }

  /** The elements themselves. */
  Values exact() {
    return new Values(values, type);
  }

  /** All elements at one end of what the float32 kernels may have. */
  Values end(boolean upper) {
    double[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      if (type.dtype() == DType.BOOL) {
        moved[i] = upper && errors[i] > 0 ? 1 - values[i] : values[i];
      } else if (errors[i] > 0) {
        moved[i] += upper ? errors[i] : -errors[i];
      }
    }
    return new Values(moved, type);
  }

  /** |value|, or the most that it may be. */
  Values magnitudes(boolean most) {
    double[] sizes = new double[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]) + (most ? errors[i] : 0);
    }
    return new Values(sizes, type);
  }

  /** 1 for each element that may not be 0. */
  Values present() {
    double[] present = new double[values.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = values[i] == 0 && errors[i] == 0 ? 0 : 1;
    }
    return new Values(present, type);
  }
}
