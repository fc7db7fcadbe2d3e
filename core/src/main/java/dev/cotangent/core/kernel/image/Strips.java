package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Span;
import java.util.Arrays;

/**
 * Strips: the elements of one channel under one column of a window. A strip has a row for each row
 * of the channel and of the padding above and below it, with an element for each column of the
 * result.
 */
final class Strips {

  private Strips() {}

  /** Number of elements of a strip. */
  static int size(ConvolutionShape shape) {
    return (shape.height() + 2 * shape.window().vertical().padding()) * shape.outWidth();
  }

  /** Copies the strip of window column {@code j} from the channel at {@code xo}. */
  static void cut(
      Kernels kernels, ConvolutionShape shape, int j, float[] x, int xo, float[] strip) {
    Span right = shape.window().horizontal();
    int left = right.firstInside(j, shape.width());
    int n = right.endInside(j, shape.width()) - left;
    int outWidth = shape.outWidth();
    if (n < outWidth || shape.window().vertical().padding() > 0) {
      Arrays.fill(strip, 0, size(shape), 0f);
    }
    int to = shape.window().vertical().padding() * outWidth + left;
    int at = xo + right.input(left, j);
    int width = shape.width();
    if (right.stride() == 1) {
      kernels.copyRows(x, at, width, strip, to, outWidth, shape.height(), n);
      return;
    }
    for (int row = 0; row < shape.height(); row++) {
      copy(x, at + row * width, right.stride(), strip, to + row * outWidth, n);
    }
  }

  private static void copy(float[] x, int xo, int stride, float[] y, int yo, int n) {
    for (int i = 0; i < n; i++) {
      y[yo + i] = x[xo + i * stride];
    }
  }

  /** Adds a strip to the elements of the channel at {@code xo} that it was copied from. */
  static void add(
      Kernels kernels, ConvolutionShape shape, int j, float[] strip, float[] x, int xo) {
    Span right = shape.window().horizontal();
    int left = right.firstInside(j, shape.width());
    int n = right.endInside(j, shape.width()) - left;
    int outWidth = shape.outWidth();
    int from = shape.window().vertical().padding() * outWidth + left;
    int at = xo + right.input(left, j);
    int width = shape.width();
    if (right.stride() == 1) {
      kernels.addRows(strip, from, outWidth, x, at, width, shape.height(), n);
      return;
    }
    for (int row = 0; row < shape.height(); row++) {
      add(strip, from + row * outWidth, x, at + row * width, right.stride(), n);
    }
  }

  private static void add(float[] y, int yo, float[] x, int xo, int stride, int n) {
    for (int i = 0; i < n; i++) {
      x[xo + i * stride] += y[yo + i];
    }
  }
}
