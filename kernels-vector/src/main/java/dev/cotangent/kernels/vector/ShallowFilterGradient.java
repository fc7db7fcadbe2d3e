package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;

/**
 * Gradients of convolutions with respect to filters of few channels, such as those of a network's
 * first layer, for machines with sixteen lanes. Lanes are filters, and the rows of a tile are two
 * quads of adjacent taps, which read their pixels in place. Sums are kept by quad, since the quads
 * of a row of the window may overlap, and copied at the end.
 */
final class ShallowFilterGradient {

  private static final int WIDTH = QuadTile.WIDTH;
  private static final int QUAD = QuadTile.QUAD;
  private static final int ALIGN = QuadTile.ALIGN;
  private static final int MOST_CHANNELS = 15;

  private ShallowFilterGradient() {}

  static boolean suits(ConvolutionShape shape) {
    Span right = shape.window().horizontal();
    return channels(shape) <= MOST_CHANNELS
        && shape.groupFilters() % WIDTH == 0
        && shape.positions() >= 16
        && right.kernel() >= QUAD
        && right.dilation() == 1;
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
    int count = quads(shape, from, to, scratch);
    int distance = Frame.isNeeded(shape) ? channels(shape) * Frame.size(shape) : shape.imageSize();
    Frame.positions(shape, Math.min(block, images), 1, distance, scratch);
    for (int filter = 0; filter < shape.filters(); filter += WIDTH) {
      int group = filter / shape.groupFilters();
      for (int image = 0; image < images; image += block) {
        int n = Math.min(block, images - image);
        int xi = xo + image * shape.imageSize() + group * shape.groupSize();
        int gi = go + image * shape.resultSize() + filter * shape.positions();
        Upstream.turn(shape, g, gi, n, scratch);
        block(shape, x, xi, n, count, image > 0, scratch);
      }
      store(shape, count, df, dfo + filter, from, to, scratch);
    }
  }

  private static int channels(ConvolutionShape shape) {
    return shape.channels() / shape.groups();
  }

  /** Quads of taps in a row of the window. */
  private static int each(ConvolutionShape shape) {
    return (shape.window().horizontal().kernel() + QUAD - 1) / QUAD;
  }

  /** The first tap of a quad in its row of the window; the last quad may overlap another. */
  private static int column(ConvolutionShape shape, int quad) {
    int last = shape.window().horizontal().kernel() - QUAD;
    return Math.min(quad % each(shape) * QUAD, last);
  }

  /**
   * Writes the distance of each quad from the window's first tap, then its row of the gradient, for
   * the rows of the window with an element in [from, to). A single last quad is repeated.
   *
   * @return the number of quads, which is even
   */
  private static int quads(ConvolutionShape shape, int from, int to, Scratch scratch) {
    int columns = shape.window().horizontal().kernel();
    int each = each(shape);
    int first = from / columns * each;
    int count = (to + columns - 1) / columns * each - first;
    long[] quads = scratch.longs(Scratch.Purpose.STRIP, 2 * (count + 1));
    for (int i = 0; i <= count; i++) {
      int quad = first + Math.min(i, count - 1);
      int k = quad / each * columns + column(shape, quad);
      int taps = shape.window().taps();
      quads[2 * i] = (long) k / taps * Frame.size(shape) + Frame.tap(shape, k % taps);
      quads[2 * i + 1] = k;
    }
    return (count + 1) / 2 * 2;
  }

  private static void block(
      ConvolutionShape shape,
      float[] x,
      int xi,
      int images,
      int count,
      boolean accumulate,
      Scratch scratch) {
    float[] pixels = x;
    int at = xi;
    if (Frame.isNeeded(shape)) {
      int size = channels(shape) * Frame.size(shape);
      pixels = scratch.floats(Scratch.Purpose.PATCHES, images * size);
      for (int image = 0; image < images; image++) {
        int from = xi + image * shape.imageSize();
        Frame.copy(shape, channels(shape), x, from, pixels, image * size);
      }
      at = 0;
    }
    int chain = images * shape.positions();
    for (int k = 0; k < chain; k += Kernels.SEGMENT) {
      int n = Math.min(Kernels.SEGMENT, chain - k);
      tiles(k, n, pixels, at, count, accumulate || k > 0, scratch);
    }
  }

  private static void tiles(
      int k, int n, float[] x, int at, int count, boolean add, Scratch scratch) {
    long[] quads = scratch.longs(Scratch.Purpose.STRIP, 0);
    long[] offsets = scratch.longs(Scratch.Purpose.PATCHES, 0);
    float[] upstream = scratch.floats(Scratch.Purpose.UPSTREAM, 0);
    float[] sums = scratch.floats(Scratch.Purpose.TILE, ALIGN + count * QUAD * WIDTH);
    int size = QUAD * WIDTH;
    int b = ALIGN + k * WIDTH;
    for (int quad = 0; quad < count; quad += 2) {
      int a0 = at + (int) quads[2 * quad];
      int a1 = at + (int) quads[2 * quad + 2];
      int c = ALIGN + quad * size;
      QuadTile.run(n, x, a0, a1, offsets, k, upstream, b, WIDTH, sums, c, c + size, WIDTH, add);
    }
  }

  /** Copies the sums of rows [from, to). */
  private static void store(
      ConvolutionShape shape, int count, float[] df, int at, int from, int to, Scratch scratch) {
    long[] quads = scratch.longs(Scratch.Purpose.STRIP, 0);
    float[] sums = scratch.floats(Scratch.Purpose.TILE, 0);
    for (int row = 0; row < count * QUAD; row++) {
      int k = (int) quads[2 * (row / QUAD) + 1] + row % QUAD;
      if (k >= from && k < to) {
        System.arraycopy(sums, ALIGN + row * WIDTH, df, at + k * shape.filters(), WIDTH);
      }
    }
  }
}
