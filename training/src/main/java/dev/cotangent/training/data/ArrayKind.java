package dev.cotangent.training.data;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import java.util.Arrays;

/** The two kinds of arrays of targets, inputs and batches. */
enum ArrayKind {

  /** {@code int[]}: class indices and other integers. */
  INTEGERS(DType.I32, "int[]") {
    @Override
    int length(Object array) {
      return ((int[]) array).length;
    }

    @Override
    Object copyOf(Object array, int length) {
      return Arrays.copyOf((int[]) array, length);
    }

    @Override
    void copy(Object from, int start, Object to, int at, int length) {
      System.arraycopy((int[]) from, start, (int[]) to, at, length);
    }

    @Override
    int[] integers(Object array) {
      return (int[]) array;
    }
  },

  /** {@code float[]}: numbers. */
  NUMBERS(DType.F32, "float[]") {
    @Override
    int length(Object array) {
      return ((float[]) array).length;
    }

    @Override
    Object copyOf(Object array, int length) {
      return Arrays.copyOf((float[]) array, length);
    }

    @Override
    void copy(Object from, int start, Object to, int at, int length) {
      System.arraycopy((float[]) from, start, (float[]) to, at, length);
    }

    @Override
    float[] numbers(Object array) {
      return (float[]) array;
    }
  };

  private static final int[] NO_INTEGERS = {};
  private static final float[] NO_NUMBERS = {};

  private final DType dtype;
  private final String text;

  ArrayKind(DType dtype, String text) {
    this.dtype = dtype;
    this.text = text;
  }

  /**
   * The kind of an {@code int[]} or {@code float[]}.
   *
   * @throws CotangentException if the array is neither
   */
  static ArrayKind of(Object array) {
    if (array instanceof int[]) {
      return INTEGERS;
    }
    if (array instanceof float[]) {
      return NUMBERS;
    }
    throw new CotangentException(
        "batch: an array is a " + array.getClass().getSimpleName() + ", expected int[] or float[]");
  }

  /** The type of tensor that the elements are fed to. */
  DType dtype() {
    return dtype;
  }

  /** Creates an array of zeros. */
  Object make(int length) {
    return copyOf(this == INTEGERS ? NO_INTEGERS : NO_NUMBERS, length);
  }

  abstract int length(Object array);

  abstract Object copyOf(Object array, int length);

  /** Copies elements to another array of this kind; allocates nothing. */
  abstract void copy(Object from, int start, Object to, int at, int length);

  /** The array itself; empty if it holds numbers. */
  int[] integers(Object array) {
    return NO_INTEGERS;
  }

  /** The array itself; empty if it holds integers. */
  float[] numbers(Object array) {
    return NO_NUMBERS;
  }

  @Override
  public String toString() {
    return text;
  }
}
