package dev.cotangent.core.plan;

import dev.cotangent.core.DType;

/**
 * Where a node's value lies during a run: an array of the kind its element type asks for, and an
 * offset into it.
 */
final class Slot {

  float[] floats = {};
  int[] ints = {};
  double[] doubles = {};
  int offset;

  /** A slot with an array of its own. */
  static Slot allocate(DType dtype, int size) {
    Slot slot = new Slot();
    switch (dtype) {
      case F64 -> slot.doubles = new double[size];
      case I32 -> slot.ints = new int[size];
      default -> slot.floats = new float[size];
    }
    return slot;
  }

  /** A slot within a caller's float array. */
  static Slot of(float[] floats, int offset) {
    Slot slot = new Slot();
    slot.floats = floats;
    slot.offset = offset;
    return slot;
  }

  /** Copies the first elements out as doubles. */
  void read(DType dtype, double[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = element(dtype, i);
    }
  }

  private double element(DType dtype, int i) {
    return switch (dtype) {
      case F64 -> doubles[offset + i];
      case I32 -> ints[offset + i];
      default -> floats[offset + i];
    };
  }

  /** The first element that is another than in a copy, −0 being another than 0; −1 if none is. */
  int firstDifference(DType dtype, double[] copy) {
    for (int i = 0; i < copy.length; i++) {
      if (Double.doubleToLongBits(copy[i]) != Double.doubleToLongBits(element(dtype, i))) {
        return i;
      }
    }
    return -1;
  }

  /** Copies doubles in, which the element type can hold exactly. */
  void write(DType dtype, double[] source) {
    for (int i = 0; i < source.length; i++) {
      switch (dtype) {
        case F64 -> doubles[offset + i] = source[i];
        case I32 -> ints[offset + i] = (int) source[i];
        default -> floats[offset + i] = (float) source[i];
      }
    }
  }

  /** Fills the array with NaN, so that a value left over from an earlier run shows. */
  void poison() {
    java.util.Arrays.fill(floats, Float.NaN);
    java.util.Arrays.fill(doubles, Double.NaN);
    java.util.Arrays.fill(ints, Integer.MIN_VALUE);
  }
}
