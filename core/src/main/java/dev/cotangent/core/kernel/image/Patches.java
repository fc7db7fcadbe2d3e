package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import java.util.Arrays;

/**
 * The patch matrix of an image (im2col): row k belongs to element k of the window (channel, window
 * row, window column) and column p to position p of the result. Padding is zeros.
 *
 * <p>The elements of a channel under one column of the window are first copied to a strip, with all
 * rows of the channel and of its padding. With a vertical stride of 1, each row of the window then
 * reads one contiguous piece of the strip, so that most of the work is copying or adding long
 * pieces.
 */
final class Patches {

  private Patches() {}

  /**
   * Writes rows {@code from} to {@code to} of the patch matrix of an image, {@code pitch} apart.
   */
  static void gather(
      Kernels kernels,
      ConvolutionShape shape,
      float[] x,
      int xo,
      int from,
      int to,
      float[] patches,
      int po,
      int pitch,
      Scratch scratch) {
    int rows = shape.window().vertical().kernel();
    int columns = shape.window().horizontal().kernel();
    int size = shape.height() * shape.width();
    float[] strip = strip(shape, scratch);
    for (int j = 0; j < columns; j++) {
      for (int channel = from / (rows * columns); channel * rows * columns < to; channel++) {
        Strips.cut(kernels, shape, j, x, xo + channel * size, strip);
        for (int i = 0; i < rows; i++) {
          int k = (channel * rows + i) * columns + j;
          if (k >= from && k < to) {
            copy(shape, strip, i, patches, po + (k - from) * pitch);
          }
        }
      }
    }
  }

  private static void copy(ConvolutionShape shape, float[] strip, int i, float[] to, int at) {
    Span down = shape.window().vertical();
    int width = shape.outWidth();
    int first = i * down.dilation() * width;
    if (down.stride() == 1) {
      System.arraycopy(strip, first, to, at, shape.positions());
      return;
    }
    for (int y = 0; y < shape.outHeight(); y++) {
      System.arraycopy(strip, first + y * down.stride() * width, to, at + y * width, width);
    }
  }

  /**
   * Adds every element of a patch matrix to the image element that it was read from: for each
   * column of the window, in order, the sum over its rows, in order.
   */
  static void scatterAdd(
      Kernels kernels,
      ConvolutionShape shape,
      float[] patches,
      int po,
      float[] x,
      int xo,
      Scratch scratch) {
    int rows = shape.window().vertical().kernel();
    int columns = shape.window().horizontal().kernel();
    int size = shape.height() * shape.width();
    int positions = shape.positions();
    float[] strip = strip(shape, scratch);
    for (int j = 0; j < columns; j++) {
      for (int channel = 0; channel * rows * columns < shape.depth(); channel++) {
        Arrays.fill(strip, 0, Strips.size(shape), 0f);
        for (int i = 0; i < rows; i++) {
          int k = (channel * rows + i) * columns + j;
          add(kernels, shape, patches, po + k * positions, strip, i);
        }
        Strips.add(kernels, shape, j, strip, x, xo + channel * size);
      }
    }
  }

  private static void add(
      Kernels kernels, ConvolutionShape shape, float[] from, int at, float[] strip, int i) {
    Span down = shape.window().vertical();
    int width = shape.outWidth();
    int first = i * down.dilation() * width;
    if (down.stride() == 1) {
      kernels.binary(Binary.ADD, strip, first, from, at, strip, first, shape.positions());
      return;
    }
    for (int y = 0; y < shape.outHeight(); y++) {
      int to = first + y * down.stride() * width;
      kernels.binary(Binary.ADD, strip, to, from, at + y * width, strip, to, width);
    }
  }

  private static float[] strip(ConvolutionShape shape, Scratch scratch) {
    return scratch.floats(Scratch.Purpose.STRIP, Strips.size(shape));
  }
}
