package dev.cotangent.core.kernel.portable;

import dev.cotangent.core.kernel.image.MaxPooling;

/** Maxima of adjacent two-by-two blocks in two rows. */
final class PortableBlocks {

  private PortableBlocks() {}

  static void maxima(float[] x, int xo, int width, float[] y, int yo, int columns) {
    for (int column = 0; column < columns; column++) {
      int at = xo + 2 * column;
      float left = Math.max(x[at], x[at + width]);
      float right = Math.max(x[at + 1], x[at + width + 1]);
      y[yo + column] = Math.max(left, right);
    }
  }

  static void maximaGrad(
      float[] x, int xo, int width, float[] g, int go, float[] dx, int dxo, int columns) {
    for (int column = 0; column < columns; column++) {
      int from = xo + 2 * column;
      int at = dxo + 2 * column;
      dx[at] = 0f;
      dx[at + 1] = 0f;
      dx[at + width] = 0f;
      dx[at + width + 1] = 0f;
      dx[at + first(x, from, width)] = g[go + column];
    }
  }

  /** The offset of a block's maximum from its first element. */
  private static int first(float[] x, int at, int width) {
    int a = MaxPooling.order(x[at]);
    int b = MaxPooling.order(x[at + 1]);
    int c = MaxPooling.order(x[at + width]);
    int d = MaxPooling.order(x[at + width + 1]);
    int max = Math.max(Math.max(a, b), Math.max(c, d));
    int notFirst = differ(a, max);
    int below = notFirst & differ(b, max);
    int last = below & differ(c, max);
    return notFirst - below + below * width + last;
  }

  /** 1 if two integers differ, else 0. */
  private static int differ(int a, int b) {
    int difference = a ^ b;
    return (difference | -difference) >>> 31;
  }
}
