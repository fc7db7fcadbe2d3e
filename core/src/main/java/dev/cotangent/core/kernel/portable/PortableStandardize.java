package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.Scratch;

/**
 * Standardizes rows to mean 0 and variance 1, and computes the gradient. Rows are copied to
 * separate arrays, whose loops over the bare index C2 vectorises.
 */
final class PortableStandardize {

  private PortableStandardize() {}

  static void standardize(
      float[] x, int xo, int rows, int cols, float epsilon, float[] y, int yo, Scratch scratch) {
    float[] row = scratch.floats(Scratch.Purpose.ROW, cols);
    float[] products = scratch.floats(Scratch.Purpose.PRODUCTS, cols);
    for (int start = 0; start < rows * cols; start += cols) {
      centre(x, xo + start, row, cols);
      multiply(row, scale(row, epsilon, products, cols), row, cols);
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
    float[] y = scratch.floats(Scratch.Purpose.ROW, cols);
    float[] g = scratch.floats(Scratch.Purpose.SECOND_ROW, cols);
    float[] products = scratch.floats(Scratch.Purpose.PRODUCTS, cols);
    for (int start = 0; start < rows * cols; start += cols) {
      centre(x, xo + start, y, cols);
      float scale = scale(y, epsilon, products, cols);
      multiply(y, scale, y, cols);
      centre(upstream, uo + start, g, cols);
      multiply(g, y, products, cols);
      back(g, y, PortableSums.laneSum(products, 0, cols) / cols, scale, cols);
      System.arraycopy(g, 0, dx, out + start, cols);
    }
  }

  /** Copies a row less its mean. */
  private static void centre(float[] x, int xo, float[] row, int n) {
    System.arraycopy(x, xo, row, 0, n);
    subtract(row, row[0], n);
    subtract(row, PortableSums.laneSum(row, 0, n) / n, n);
  }

  /** The factor that scales a row of mean 0 to variance 1. */
  private static float scale(float[] row, float epsilon, float[] products, int n) {
    multiply(row, row, products, n);
    float variance = PortableSums.laneSum(products, 0, n) / n;
    return 1f / (float) Math.sqrt(variance + epsilon);
  }

  private static void subtract(float[] row, float number, int n) {
    for (int i = 0; i < n; i++) {
      row[i] = row[i] - number;
    }
  }

  private static void multiply(float[] a, float b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b;
    }
  }

  private static void multiply(float[] a, float[] b, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  private static void back(float[] g, float[] y, float slope, float scale, int n) {
    for (int i = 0; i < n; i++) {
      g[i] = (g[i] - y[i] * slope) * scale;
    }
  }
}
