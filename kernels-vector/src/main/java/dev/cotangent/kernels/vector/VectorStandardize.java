package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Standardizes rows to mean 0 and variance 1, and computes the gradient. A row is copied to scratch
 * memory and padded with 0 to a multiple of sixteen, as in {@link VectorRows}.
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
      centre(x, xo + start, cols, row, size, lanes);
      multiply(row, scale(row, cols, epsilon, products, size, lanes), size);
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
      centre(x, xo + start, cols, y, size, lanes);
      float scale = scale(y, cols, epsilon, products, size, lanes);
      multiply(y, scale, size);
      centre(upstream, uo + start, cols, g, size, lanes);
      multiply(g, y, products, size);
      back(g, y, VectorRows.laneSum(products, size, lanes) / cols, scale, size);
      System.arraycopy(g, 0, dx, out + start, cols);
    }
  }

  /** Copies a row less its mean, padded with 0. */
  private static void centre(float[] x, int xo, int cols, float[] row, int size, float[] lanes) {
    System.arraycopy(x, xo, row, 0, cols);
    subtract(row, row[0], size);
    Arrays.fill(row, cols, size, 0f);
    subtract(row, VectorRows.laneSum(row, size, lanes) / cols, size);
    Arrays.fill(row, cols, size, 0f);
  }

  /** The factor that scales a row of mean 0 to variance 1. */
  private static float scale(
      float[] row, int cols, float epsilon, float[] products, int size, float[] lanes) {
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

  private static void back(float[] g, float[] y, float slope, float scale, int size) {
    for (int i = 0; i < size; i += L) {
      FloatVector shared = FloatVector.fromArray(S, y, i).mul(slope);
      FloatVector.fromArray(S, g, i).sub(shared).mul(scale).intoArray(g, i);
    }
  }
}
