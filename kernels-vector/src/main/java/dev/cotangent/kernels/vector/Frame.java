package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import java.util.Arrays;

/** Images within their padding, in which no window reaches beyond an edge. */
final class Frame {

  private Frame() {}

  static int height(ConvolutionShape shape) {
    return shape.height() + 2 * shape.window().vertical().padding();
  }

  static int width(ConvolutionShape shape) {
    return shape.width() + 2 * shape.window().horizontal().padding();
  }

  /** Number of elements of a channel. */
  static int size(ConvolutionShape shape) {
    return height(shape) * width(shape);
  }

  static boolean isNeeded(ConvolutionShape shape) {
    return shape.window().vertical().padding() > 0 || shape.window().horizontal().padding() > 0;
  }

  /** Copies channels into frames of zeros. */
  static void copy(
      ConvolutionShape shape, int channels, float[] x, int from, float[] frames, int to) {
    int size = size(shape);
    int width = width(shape);
    Arrays.fill(frames, to, to + channels * size, 0f);
    int first = shape.window().vertical().padding() * width + shape.window().horizontal().padding();
    for (int row = 0; row < channels * shape.height(); row++) {
      int at = to + row / shape.height() * size + row % shape.height() * width + first;
      System.arraycopy(x, from + row * shape.width(), frames, at, shape.width());
    }
  }

  /** Writes the distances from the first tap of a window to all of them, in all channels. */
  static void taps(ConvolutionShape shape, long[] offsets) {
    int k = 0;
    for (int channel = 0; k < shape.depth(); channel++) {
      for (int tap = 0; tap < shape.window().taps(); tap++) {
        offsets[k++] = (long) channel * size(shape) + tap(shape, tap);
      }
    }
  }

  /** The distance from the first tap of a window to another in the same channel. */
  static int tap(ConvolutionShape shape, int tap) {
    Span down = shape.window().vertical();
    Span right = shape.window().horizontal();
    return tap / right.kernel() * down.dilation() * width(shape)
        + tap % right.kernel() * right.dilation();
  }

  /**
   * Writes the distance from the first pixel of a block of images to the pixel of each position's
   * first tap.
   *
   * @param pixel elements from one pixel to the next
   * @param image pixels from one image to the next
   */
  static void positions(ConvolutionShape shape, int images, int pixel, int image, Scratch scratch) {
    int down = shape.window().vertical().stride();
    int right = shape.window().horizontal().stride();
    int count = shape.positions();
    long[] offsets = scratch.longs(Scratch.Purpose.PATCHES, images * count);
    for (int p = 0; p < images * count; p++) {
      int row = p % count / shape.outWidth() * down;
      int column = p % count % shape.outWidth() * right;
      offsets[p] = (long) pixel * (p / count * image + row * width(shape) + column);
    }
  }
}
