package dev.cotangent.core.kernel;

import java.util.Arrays;

/**
 * The patches of an image that a window sees, side by side: row k of the patch matrix belongs to
 * element k of the window (channel, window row, window column) and column p to position p of the
 * result. Padding is zeros.
 */
final class Patches {

  private Patches() {}

  /**
   * Lays out rows {@code from} to {@code to} of the patch matrix of an image, {@code pitch} apart.
   */
  static void gather(
      ConvolutionShape shape,
      float[] x,
      int xo,
      int from,
      int to,
      float[] patches,
      int po,
      int pitch) {
    Window window = shape.window();
    int columns = window.horizontal().kernel();
    int taps = window.taps();
    for (int k = from; k < to; k++) {
      int image = xo + k / taps * shape.height() * shape.width();
      int row = po + (k - from) * pitch;
      gather(shape, x, image, k % taps / columns, k % columns, patches, row);
    }
  }

  /** What one tap sees of one channel. */
  private static void gather(
      ConvolutionShape shape, float[] x, int xo, int i, int j, float[] patches, int po) {
    Span down = shape.window().vertical();
    Span right = shape.window().horizontal();
    int outWidth = shape.outWidth();
    int top = down.firstInside(i, shape.height());
    int left = right.firstInside(j, shape.width());
    int end = right.endInside(j, shape.width());
    int bottom = left == end ? top : down.endInside(i, shape.height());
    Arrays.fill(patches, po, po + top * outWidth, 0f);
    for (int y = top; y < bottom; y++) {
      int to = po + y * outWidth;
      int at = xo + down.input(y, i) * shape.width() + right.input(left, j);
      Arrays.fill(patches, to, to + left, 0f);
      copy(x, at, right.stride(), patches, to + left, end - left);
      Arrays.fill(patches, to + end, to + outWidth, 0f);
    }
    Arrays.fill(patches, po + bottom * outWidth, po + shape.positions(), 0f);
  }

  private static void copy(float[] x, int xo, int stride, float[] y, int yo, int n) {
    if (stride == 1) {
      System.arraycopy(x, xo, y, yo, n);
    } else {
      for (int i = 0; i < n; i++) {
        y[yo + i] = x[xo + i * stride];
      }
    }
  }

  /** Adds every element of a patch matrix to where it came from, row by row. */
  static void scatterAdd(ConvolutionShape shape, float[] patches, int po, float[] x, int xo) {
    Window window = shape.window();
    int columns = window.horizontal().kernel();
    int taps = window.taps();
    int positions = shape.positions();
    for (int k = 0; k < shape.depth(); k++) {
      int image = xo + k / taps * shape.height() * shape.width();
      scatterAdd(shape, patches, po + k * positions, k % taps / columns, k % columns, x, image);
    }
  }

  private static void scatterAdd(
      ConvolutionShape shape, float[] patches, int po, int i, int j, float[] x, int xo) {
    Span down = shape.window().vertical();
    Span right = shape.window().horizontal();
    int outWidth = shape.outWidth();
    int bottom = down.endInside(i, shape.height());
    int left = right.firstInside(j, shape.width());
    int end = right.endInside(j, shape.width());
    int stride = right.stride();
    for (int y = down.firstInside(i, shape.height()); y < bottom; y++) {
      int at = xo + down.input(y, i) * shape.width() + right.input(left, j);
      int from = po + y * outWidth + left;
      for (int n = 0; n < end - left; n++) {
        x[at + n * stride] += patches[from + n];
      }
    }
  }
}
