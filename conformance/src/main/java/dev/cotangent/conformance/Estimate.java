package dev.cotangent.conformance;

import dev.cotangent.core.DType;
import dev.cotangent.core.TensorType;
import dev.cotangent.core.graph.Values;

/**
 * The exact values of a node and a bound on the float32 error of each. A truth value with an error
 * of 1 is undecided.
 *
 * @param type type of the node in double precision
 * @param values in row-major order
 * @param errors one per value, &ge; 0
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; lists would box every number
public record Estimate(TensorType type, double[] values, double[] errors) {

  /** Whether the bounds detect values that are wrong by a factor, or all values are 0. */
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

  /** Whether all errors are 0. */
  boolean isExact() {
    for (double error : errors) {
      if (error > 0) {
        return false;
      }
    }
    return true;
  }

  /** The exact values. */
  Values exact() {
    return Values.of(values, type);
  }

  /** The upper or lower ends of the intervals. */
  Values end(boolean upper) {
    double[] moved = values.clone();
    for (int i = 0; i < moved.length; i++) {
      if (type.dtype() == DType.BOOL) {
        moved[i] = upper && errors[i] > 0 ? 1 - values[i] : values[i];
      } else if (errors[i] > 0) {
        moved[i] += upper ? errors[i] : -errors[i];
      }
    }
    return Values.of(moved, type);
  }

  /** |value|, or its upper bound. */
  Values magnitudes(boolean most) {
    double[] sizes = new double[values.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(values[i]) + (most ? errors[i] : 0);
    }
    return Values.of(sizes, type);
  }

  /** 1 for each element that may be non-zero. */
  Values present() {
    double[] present = new double[values.length];
    for (int i = 0; i < present.length; i++) {
      present[i] = values[i] == 0 && errors[i] == 0 ? 0 : 1;
    }
    return Values.of(present, type);
  }
}
