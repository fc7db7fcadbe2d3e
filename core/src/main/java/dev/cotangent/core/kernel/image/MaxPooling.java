package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.Window;
import java.util.Arrays;

/**
 * Maxima over a window that moves over the planes of images. A window's maximum is the first
 * element, row by row, that no other element exceeds by {@link Float#compare}: 0 is above −0, and
 * NaN above all. Padding is never the maximum.
 *
 * <p>The position of the maximum is practically random, so branches on it would often be
 * mispredicted: elements are mapped to integers of the same order, which are compared by
 * arithmetic.
 */
public final class MaxPooling {

  /** Adjacent two-by-two blocks. */
  private static final Window PAIRS = Window.of(2, 2).withStride(2, 2);

  private MaxPooling() {}

  /**
   * y[p] = the element of u at the position of the maximum of x in window p, for several planes
   * [height, width] of x and u.
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
    for (int i = 0; i < planes * rows; i++) {
      int plane = i / rows * height * width;
      int to = yo + i * columns;
      for (int column = 0; column < columns; column++) {
        int at = argument(window, height, width, x, xo + plane, i % rows, column);
        y[to + column] = u[uo + plane + at];
      }
    }
  }

  /** y[p] = the largest element of x in window p, for several planes [height, width] of x. */
  public static void largest(
      Kernels kernels,
      Window window,
      int height,
      int width,
      float[] x,
      int xo,
      float[] y,
      int yo,
      int planes,
      Scratch scratch) {
    int rows = window.vertical().outputs(height);
    int columns = window.horizontal().outputs(width);
    boolean pairs = window.equals(PAIRS);
    if (pairs
        && isCovered(height, width)
        && kernels instanceof BlockRows blocks
        && blocks.suitsBlocks(width)) {
      blocks.blockMaxima(x, xo, width, planes * rows, y, yo, scratch);
      return;
    }
    for (int i = 0; i < planes * rows; i++) {
      int plane = xo + i / rows * height * width;
      int to = yo + i * columns;
      if (pairs) {
        kernels.blockMaxima(x, plane + i % rows * 2 * width, width, y, to, columns);
        continue;
      }
      for (int column = 0; column < columns; column++) {
        y[to + column] = largest(window, height, width, x, plane, i % rows, column);
      }
    }
  }

  private static float largest(
      Window window, int height, int width, float[] x, int xo, int row, int column) {
    float largest = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < window.vertical().kernel(); i++) {
      int r = window.vertical().input(row, i);
      for (int j = 0; j < window.horizontal().kernel(); j++) {
        int c = window.horizontal().input(column, j);
        if (r >= 0 && r < height && c >= 0 && c < width) {
          largest = Math.max(largest, x[xo + r * width + c]);
        }
      }
    }
    return largest;
  }

  /** dx = 0, except that g[p] is added at the maximum of x in each window p, window by window. */
  public static void scatter(
      Kernels kernels,
      Window window,
      int height,
      int width,
      float[] x,
      int xo,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      int planes,
      Scratch scratch) {
    int rows = window.vertical().outputs(height);
    int columns = window.horizontal().outputs(width);
    boolean pairs = window.equals(PAIRS);
    if (pairs
        && isCovered(height, width)
        && kernels instanceof BlockRows blocks
        && blocks.suitsBlocks(width)) {
      blocks.blockMaximaGrad(x, xo, width, planes * rows, g, go, dx, dxo, scratch);
      return;
    }
    if (!pairs || 2 * rows < height || 2 * columns < width) {
      Arrays.fill(dx, dxo, dxo + planes * height * width, 0f);
    }
    for (int i = 0; i < planes * rows; i++) {
      int plane = i / rows * height * width;
      int from = go + i * columns;
      if (pairs) {
        int at = plane + i % rows * 2 * width;
        kernels.blockMaximaGrad(x, xo + at, width, g, from, dx, dxo + at, columns);
        continue;
      }
      for (int column = 0; column < columns; column++) {
        int at = argument(window, height, width, x, xo + plane, i % rows, column);
        dx[dxo + plane + at] += g[from + column];
      }
    }
  }

  /** Whether two-by-two blocks cover the planes, so that pairs of rows follow each other. */
  private static boolean isCovered(int height, int width) {
    return height % 2 == 0 && width % 2 == 0;
  }

  /** Maps a number to an integer in the order of {@link Float#compare}. */
  public static int order(float value) {
    int bits = Float.floatToIntBits(value);
    return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
  }

  /** The index of a window's maximum in its plane. */
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
