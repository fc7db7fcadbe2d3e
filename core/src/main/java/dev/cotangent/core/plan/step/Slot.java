package dev.cotangent.core.plan.step;

import dev.cotangent.core.DType;

/**
 * The location of a node's value during a run: an array of the Java type of its element type, and
 * an offset.
 */
public final class Slot {

  public float[] floats = {};
  public int[] ints = {};
  public double[] doubles = {};
  public int offset;

  /** A slot with its own array. */
  public static Slot allocate(DType dtype, int size) {
    Slot slot = new Slot();
    switch (dtype) {
      case F64 -> slot.doubles = new double[size];
      case I32 -> slot.ints = new int[size];
      default -> slot.floats = new float[size];
    }
    return slot;
  }

  /** A slot within a caller's float array. */
  public static Slot of(float[] floats, int offset) {
    Slot slot = new Slot();
    slot.floats = floats;
    slot.offset = offset;
    return slot;
  }

  /** Copies the first elements out as doubles. */
  public void read(DType dtype, double[] target) {
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

  /**
   * The index of the first element that differs from a copy (−0 differs from 0); −1 if none does.
   */
  int firstDifference(DType dtype, double[] copy) {
    for (int i = 0; i < copy.length; i++) {
      if (Double.doubleToLongBits(copy[i]) != Double.doubleToLongBits(element(dtype, i))) {
        return i;
      }
    }
    return -1;
  }

  /** Copies in doubles that the element type can hold exactly. */
  void write(DType dtype, double[] source) {
    for (int i = 0; i < source.length; i++) {
      switch (dtype) {
        case F64 -> doubles[offset + i] = source[i];
        case I32 -> ints[offset + i] = (int) source[i];
        default -> floats[offset + i] = (float) source[i];
      }
    }
  }

  /** Fills the array with NaN, to reveal values left over from an earlier run. */
  public void poison() {
    java.util.Arrays.fill(floats, Float.NaN);
    java.util.Arrays.fill(doubles, Double.NaN);
    java.util.Arrays.fill(ints, Integer.MIN_VALUE);
  }
}
