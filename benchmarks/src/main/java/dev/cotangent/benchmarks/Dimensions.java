package dev.cotangent.benchmarks;

import java.util.Arrays;

/** The sizes in a parameter such as {@code 128x512x784}. */
final class Dimensions {

  private Dimensions() {}

  static int[] of(String shape) {
    return Arrays.stream(shape.split("x", -1)).mapToInt(Integer::parseInt).toArray();
  }
}
