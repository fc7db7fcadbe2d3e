package dev.cotangent.core.kernel;

import java.util.Arrays;

/**
 * Maxima of a window that moves over the planes of images. A window's maximum is the first element,
 * row by row, that no other one exceeds, or the first NaN; padding never is.
 *
 * <p>Which element is the largest is as good as random, so a branch on it would be guessed wrong
 * every other time: elements are compared as integers of the same order, by arithmetic.
 */
public final class MaxPooling {

  /** Blocks of two by two, side by side. */
  private static final Window PAIRS = Window.of(2, 2).withStride(2, 2);

  private MaxPooling() {}

  /**
   * y[p] = u at the maximum of x in window p, for each of some planes [height, width] of x and u.
   */
  public static void pick(
      Window window,
      int height,
      int width,
      float[] x,
      int xo,
      float[] u,
      int uo,
      float[] y,
      int yo,
      int planes) {
    int rows = window.vertical().outputs(height);
    int columns = window.horizontal().outputs(width);
    boolean pairs = window.equals(PAIRS);
    for (int i = 0; i < planes * rows; i++) {
      int plane = i / rows * height * width;
      int to = yo + i * columns;
      if (pairs) {
        pickPairs(x, u, xo + plane + i % rows * 2 * width, uo - xo, width, y, to, columns);
        continue;
      }
      for (int column = 0; column < columns; column++) {
        int at = argument(window, height, width, x, xo + plane, i % rows, column);
        y[to + column] = u[uo + plane + at];
      }
    }
  }

  private static void pickPairs(
      float[] x, float[] u, int xo, int fromXtoU, int width, float[] y, int yo, int columns) {
    for (int column = 0; column < columns; column++) {
      int at = xo + 2 * column;
      y[yo + column] = u[fromXtoU + at + firstOfFour(x, at, width)];
    }
  }

  /** dx = 0 but for the maximum of x in each window p, to which g[p] is added, window by window. */
  public static void scatter(
      Window window,
      int height,
      int width,
      float[] x,
      int xo,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      int planes) {
    int rows = window.vertical().outputs(height);
    int columns = window.horizontal().outputs(width);
    boolean pairs = window.equals(PAIRS);
    Arrays.fill(dx, dxo, dxo + planes * height * width, 0f);
    for (int i = 0; i < planes * rows; i++) {
      int plane = i / rows * height * width;
      int from = go + i * columns;
      if (pairs) {
        scatterPairs(x, dx, xo + plane + i % rows * 2 * width, dxo - xo, width, g, from, columns);
        continue;
      }
      for (int column = 0; column < columns; column++) {
        int at = argument(window, height, width, x, xo + plane, i % rows, column);
        dx[dxo + plane + at] += g[from + column];
      }
    }
  }

  private static void scatterPairs(
      float[] x, float[] dx, int xo, int fromXtoDx, int width, float[] g, int go, int columns) {
    for (int column = 0; column < columns; column++) {
      int at = xo + 2 * column;
      dx[fromXtoDx + at + firstOfFour(x, at, width)] += g[go + column];
    }
  }

  /** Where the maximum of a block of two by two lies, counted from its first element. */
  private static int firstOfFour(float[] x, int at, int width) {
    int a = order(x[at]);
    int b = order(x[at + 1]);
    int c = order(x[at + width]);
    int d = order(x[at + width + 1]);
    int max = Math.max(Math.max(a, b), Math.max(c, d));
    int notFirst = differ(a, max);
    int below = notFirst & differ(b, max);
    int last = below & differ(c, max);
    return notFirst - below + below * width + last;
  }

  /** An integer for each number, in the same order; 0 and −0 have the same, NaN the largest. */
  private static int order(float value) {
    int bits = Float.floatToIntBits(value + 0f);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** 1 if two integers differ, else 0. */
  private static int differ(int a, int b) {
    int difference = a ^ b;
    return (difference | -difference) >>> 31;
  }

  /** Where in its plane a window's maximum lies. */
  private static int argument(
      Window window, int height, int width, float[] x, int xo, int row, int column) {
    Span down = window.vertical();
    Span right = window.horizontal();
    int best = Integer.MIN_VALUE;
    int argument = 0;
    for (int i = 0; i < down.kernel(); i++) {
      int r = down.input(row, i);
      for (int j = 0; j < right.kernel(); j++) {
        int c = right.input(column, j);
        if (r >= 0 && r < height && c >= 0 && c < width) {
          int order = order(x[xo + r * width + c]);
          argument = order > best ? r * width + c : argument;
          best = Math.max(best, order);
        }
      }
    }
    return argument;
  }
}
