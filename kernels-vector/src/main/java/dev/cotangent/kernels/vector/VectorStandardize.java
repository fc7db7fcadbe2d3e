package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows brought to mean 0 and variance 1, and what flows back through that. A row is copied into
 * scratch memory and padded with 0 to whole groups of sixteen, as in {@link VectorRows}.
 */
final class VectorStandardize {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private VectorStandardize() {}

  static void standardize(
      float[] x, int xo, int rows, int cols, float epsilon, float[] y, int yo, Scratch scratch) {
    int size = VectorRows.padded(cols);
    float[] row = scratch.floats(Scratch.Purpose.ROW, size);
    float[] products = scratch.floats(Scratch.Purpose.PRODUCTS, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, Kernels.LANES);
    for (int start = 0; start < rows * cols; start += cols) {
      float scale = centre(x, xo + start, cols, epsilon, row, products, lanes);
      multiply(row, scale, size);
      System.arraycopy(row, 0, y, yo + start, cols);
    }
  }

  static void standardizeGrad(
      float[] x,
      int xo,
      float[] upstream,
      int uo,
      int rows,
      int cols,
      float epsilon,
      float[] dx,
      int out,
      Scratch scratch) {
    int size = VectorRows.padded(cols);
    float[] y = scratch.floats(Scratch.Purpose.ROW, size);
    float[] g = scratch.floats(Scratch.Purpose.SECOND_ROW, size);
    float[] products = scratch.floats(Scratch.Purpose.PRODUCTS, size);
    float[] lanes = scratch.floats(Scratch.Purpose.TILE, Kernels.LANES);
    for (int start = 0; start < rows * cols; start += cols) {
      float scale = centre(x, xo + start, cols, epsilon, y, products, lanes);
      multiply(y, scale, size);
      System.arraycopy(upstream, uo + start, g, 0, cols);
      Arrays.fill(g, cols, size, 0f);
      float mean = VectorRows.laneSum(g, size, lanes) / cols;
      multiply(g, y, products, size);
      float slope = VectorRows.laneSum(products, size, lanes) / cols;
      back(g, mean, y, slope, scale, size);
      System.arraycopy(g, 0, dx, out + start, cols);
    }
  }

  /** Copies a row less its mean, padded, and returns what makes its variance 1. */
  private static float centre(
      float[] x, int xo, int cols, float epsilon, float[] row, float[] products, float[] lanes) {
    int size = VectorRows.padded(cols);
    System.arraycopy(x, xo, row, 0, cols);
    subtract(row, row[0], size);
    Arrays.fill(row, cols, size, 0f);
    subtract(row, VectorRows.laneSum(row, size, lanes) / cols, size);
    Arrays.fill(row, cols, size, 0f);
    multiply(row, row, products, size);
    float variance = VectorRows.laneSum(products, size, lanes) / cols;
    return 1f / (float) Math.sqrt(variance + epsilon);
  }

  private static void subtract(float[] row, float number, int size) {
    for (int i = 0; i < size; i += L) {
      FloatVector.fromArray(S, row, i).sub(number).intoArray(row, i);
    }
  }

  private static void multiply(float[] row, float number, int size) {
    for (int i = 0; i < size; i += L) {
      FloatVector.fromArray(S, row, i).mul(number).intoArray(row, i);
    }
  }

  private static void multiply(float[] a, float[] b, float[] y, int size) {
    for (int i = 0; i < size; i += L) {
      FloatVector.fromArray(S, a, i).mul(FloatVector.fromArray(S, b, i)).intoArray(y, i);
    }
  }

  private static void back(float[] g, float mean, float[] y, float slope, float scale, int size) {
    for (int i = 0; i < size; i += L) {
      FloatVector shared = FloatVector.fromArray(S, y, i).mul(slope);
      FloatVector.fromArray(S, g, i).sub(mean).sub(shared).mul(scale).intoArray(g, i);
    }
  }
}
