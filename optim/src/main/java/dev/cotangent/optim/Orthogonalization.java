package dev.cotangent.optim;

import java.util.Arrays;

/**
 * Makes a matrix nearly orthogonal by a Newton–Schulz iteration of fifth degree: with G = XᵀX, X ←
 * a·X + X·(b·G + c·G²). Each step pushes all singular values towards 1; after five they lie between
 * about 0.7 and 1.2. The matrix is [long side, short side], so that G is small.
 *
 * <p>Results are rounded to bfloat16 (8 bits), as PyTorch and the author do, so that the values
 * agree with theirs; sums are in single precision. From K. Jordan and others: <i>Muon: an optimizer
 * for hidden layers in neural networks</i>, 2024.
 */
final class Orthogonalization {

  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;

  /** Lower bound of the norm that the matrix is divided by. */
  private static final float LEAST_NORM = 1e-7f;

  private Orthogonalization() {}

  /** Length of the array that {@link #apply} needs, including the matrix. */
  static int scratch(int length, int width) {
    int square = Math.multiplyExact(width, width);
    return Math.addExact(Math.multiplyExact(length, width), Math.addExact(2 * square, width));
  }

  /**
   * Orthogonalizes in place the matrix [length, width] at the start of the array; the rest is
   * scratch space.
   */
  static void apply(float[] x, int length, int width, int steps) {
    normalize(x, length * width);
    int gram = length * width;
    int polynomial = gram + width * width;
    for (int step = 0; step < steps; step++) {
      gram(x, length, width, gram);
      polynomial(x, width, gram, polynomial);
      multiply(x, length, width, polynomial);
    }
  }

  private static void normalize(float[] x, int size) {
    double squares = 0;
    for (int i = 0; i < size; i++) {
      x[i] = bfloat16(x[i]);
      squares += (double) x[i] * x[i];
    }
    float norm = Math.max(LEAST_NORM, bfloat16((float) Math.sqrt(squares)));
    for (int i = 0; i < size; i++) {
      x[i] = bfloat16(x[i] / norm);
    }
  }

  /** G = XᵀX. */
  private static void gram(float[] x, int length, int width, int g) {
    Arrays.fill(x, g, g + width * width, 0);
    for (int row = 0; row < length; row++) {
      for (int i = 0; i < width; i++) {
        addRow(x, g + i * width, x[row * width + i], row * width, width);
      }
    }
    for (int i = g; i < g + width * width; i++) {
      x[i] = bfloat16(x[i]);
    }
  }

  /** P = b·G + c·G². */
  private static void polynomial(float[] x, int width, int g, int p) {
    for (int i = 0; i < width; i++) {
      int row = p + i * width;
      Arrays.fill(x, row, row + width, 0);
      for (int k = 0; k < width; k++) {
        addRow(x, row, x[g + i * width + k], g + k * width, width);
      }
      for (int j = 0; j < width; j++) {
        x[row + j] = bfloat16(B * x[g + i * width + j] + C * x[row + j]);
      }
    }
  }

  /** X ← a·X + X·P, row by row; P is symmetric. */
  private static void multiply(float[] x, int length, int width, int p) {
    int product = p + width * width;
    for (int row = 0; row < length; row++) {
      Arrays.fill(x, product, product + width, 0);
      for (int k = 0; k < width; k++) {
        addRow(x, product, x[row * width + k], p + k * width, width);
      }
      for (int j = 0; j < width; j++) {
        x[row * width + j] = bfloat16(A * x[row * width + j] + x[product + j]);
      }
    }
  }

  /** Adds a multiple of a row to another row. */
  private static void addRow(float[] x, int to, float factor, int row, int width) {
    for (int j = 0; j < width; j++) {
      x[to + j] += factor * x[row + j];
    }
  }

  /** Rounds to 8 significant bits, ties to even. */
  private static float bfloat16(float x) {
    int bits = Float.floatToRawIntBits(x);
    return Float.intBitsToFloat((bits + 0x7fff + ((bits >>> 16) & 1)) & 0xffff0000);
  }
}
