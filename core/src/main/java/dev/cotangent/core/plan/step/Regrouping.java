package dev.cotangent.core.plan.step;

import java.util.Arrays;

/**
 * The strides by which other axes read the same elements in the same order. Axes can be split, and
 * merged if the elements of one follow each other at the distance of the next one's.
 */
final class Regrouping {

  private static final int[] NONE = {};

  private final int[] dims;
  private final int[] strides;
  private final int[] target;
  private final int[] result;

  private Regrouping(int[] dims, int[] strides, int[] target) {
    int[] kept =
        java.util.stream.IntStream.range(0, dims.length).filter(i -> dims[i] > 1).toArray();
    this.dims = Arrays.stream(kept).map(axis -> dims[axis]).toArray();
    this.strides = Arrays.stream(kept).map(axis -> strides[axis]).toArray();
    this.target = target;
    this.result = new int[target.length];
  }

  /** The strides of the target's axes, of which there is at least one; none if there are none. */
  static int[] strides(int[] dims, int[] strides, int[] target) {
    Regrouping regrouping = new Regrouping(dims, strides, target);
    return regrouping.fill() ? regrouping.result : NONE;
  }

  /** Matches the shortest groups of axes that have the same number of elements. */
  private boolean fill() {
    int from = 0;
    int to = 0;
    while (from < dims.length) {
      int fromEnd = from + 1;
      int toEnd = to + 1;
      long size = dims[from];
      long reached = target[to];
      while (size != reached) {
        if (reached < size) {
          reached *= target[toEnd++];
        } else {
          size *= dims[fromEnd++];
        }
      }
      if (!follow(from, fromEnd)) {
        return false;
      }
      spread(to, toEnd, strides[fromEnd - 1]);
      from = fromEnd;
      to = toEnd;
    }
    spread(to, target.length, 1);
    return true;
  }

  private boolean follow(int from, int end) {
    for (int axis = from; axis < end - 1; axis++) {
      if (strides[axis] != dims[axis + 1] * strides[axis + 1]) {
        return false;
      }
    }
    return true;
  }

  private void spread(int from, int end, int stride) {
    int product = stride;
    for (int axis = end - 1; axis >= from; axis--) {
      result[axis] = product;
      product *= target[axis];
    }
  }
}
