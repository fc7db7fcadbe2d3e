package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;

/**
 * Gradients of convolutions with respect to many filters of many channels, for machines with
 * sixteen lanes. Lanes are filters, and the rows of a tile are eight channels of one tap; images
 * and upstream gradients are turned, once for all taps, such that channels and filters are
 * adjacent.
 */
final class DirectFilterGradient {

  private static final int L = 16;
  private static final int WIDTH = QuadTile.WIDTH;
  private static final int ROWS = QuadTile.ROWS;
  private static final int ALIGN = QuadTile.ALIGN;

  private DirectFilterGradient() {}

  static boolean suits(ConvolutionShape shape, int from, int to) {
    int block = shape.window().taps() * ROWS;
    return shape.channels() / shape.groups() >= L
        && from % block == 0
        && to % block == 0
        && shape.groupFilters() % WIDTH == 0
        && shape.positions() >= L
        && Frame.size(shape) >= L;
  }

  static void run(
      ConvolutionShape shape,
      float[] x,
      int xo,
      float[] g,
      int go,
      int images,
      float[] df,
      int dfo,
      int from,
      int to,
      Scratch scratch) {
    int block = Convolution.imagesPerBlock(shape);
    int first = from / shape.window().taps();
    int end = to / shape.window().taps();
    Frame.positions(shape, Math.min(block, images), L, Frame.size(shape), scratch);
    for (int image = 0; image < images; image += block) {
      int n = Math.min(block, images - image);
      for (int group = 0; group < shape.groups(); group++) {
        int xi = xo + image * shape.imageSize() + group * shape.groupSize();
        turnImages(shape, x, xi, n, first, end, scratch);
        for (int filter = 0; filter < shape.groupFilters(); filter += WIDTH) {
          int f = group * shape.groupFilters() + filter;
          int gi = go + image * shape.resultSize() + f * shape.positions();
          Upstream.turn(shape, g, gi, n, scratch);
          panel(shape, n, first, end, df, dfo + f, image > 0, scratch);
        }
      }
    }
  }

  /** Turns channels [first, end) of a block of images: sixteen channels for each pixel. */
  private static void turnImages(
      ConvolutionShape shape, float[] x, int xi, int images, int first, int end, Scratch scratch) {
    int size = Frame.size(shape);
    int part = images * size * L;
    int parts = (end - first + L - 1) / L;
    float[] turned = scratch.floats(Scratch.Purpose.PATCHES, ALIGN + parts * part + L * L);
    for (int image = 0; image < images; image++) {
      int at = xi + image * shape.imageSize() + first * shape.height() * shape.width();
      float[] pixels = x;
      if (Frame.isNeeded(shape)) {
        pixels = scratch.floats(Scratch.Purpose.STRIP, (end - first) * size);
        Frame.copy(shape, end - first, x, at, pixels, 0);
        at = 0;
      }
      for (int channel = 0; channel < end - first; channel += L) {
        int rows = Math.min(L, end - first - channel);
        int to = ALIGN + channel / L * part + image * size * L;
        turn(pixels, at + channel * size, size, rows, turned, to);
      }
    }
  }

  /** Turns up to sixteen rows; the places of missing ones are undefined. */
  private static void turn(float[] src, int from, int size, int rows, float[] dst, int to) {
    int done = Transpose16.run(src, from, size, rows, size, dst, to, L);
    for (int p = done; p < size; p++) {
      for (int r = 0; r < rows; r++) {
        dst[to + p * L + r] = src[from + r * size + p];
      }
    }
  }

  /** A block's contribution to a panel of filters and the channels [first, end). */
  private static void panel(
      ConvolutionShape shape,
      int images,
      int first,
      int end,
      float[] df,
      int to,
      boolean accumulate,
      Scratch scratch) {
    int chain = images * shape.positions();
    for (int k = 0; k < chain; k += Kernels.SEGMENT) {
      int n = Math.min(Kernels.SEGMENT, chain - k);
      for (int channel = first; channel < end; channel += ROWS) {
        int part = (channel - first) / L * images * Frame.size(shape) * L;
        int at = ALIGN + part + (channel - first) % L;
        taps(shape, k, n, at, channel, df, to, accumulate || k > 0, scratch);
      }
    }
  }

  /** One segment of the sums of eight channels, for all taps. */
  private static void taps(
      ConvolutionShape shape,
      int k,
      int n,
      int at,
      int channel,
      float[] df,
      int to,
      boolean add,
      Scratch scratch) {
    int taps = shape.window().taps();
    int row = taps * shape.filters();
    long[] offsets = scratch.longs(Scratch.Purpose.PATCHES, 0);
    float[] pixels = scratch.floats(Scratch.Purpose.PATCHES, 0);
    float[] upstream = scratch.floats(Scratch.Purpose.UPSTREAM, 0);
    int half = QuadTile.QUAD;
    int bo = ALIGN + k * WIDTH;
    for (int tap = 0; tap < taps; tap++) {
      int a = at + Frame.tap(shape, tap) * L;
      int c = to + channel * row + tap * shape.filters();
      QuadTile.run(
          n, pixels, a, a + half, offsets, k, upstream, bo, WIDTH, df, c, c + half * row, row, add);
    }
  }
}
