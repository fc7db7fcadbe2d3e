package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.ConvolutionShape;

/**
 * Convolutions with many filters and taps, for machines with sixteen lanes. Lanes are filters, and
 * the rows of a tile are two quads of positions, which read their pixels in place. A panel of 32
 * filters is packed once for all images.
 */
final class DirectForward {

  private static final int WIDTH = QuadTile.WIDTH;
  private static final int QUAD = QuadTile.QUAD;
  private static final int ALIGN = QuadTile.ALIGN;

  /** Turning the results costs as much as about this many taps. */
  private static final int FEWEST_TAPS = 64;

  /** Number of positions whose results stay in the first-level cache until they are turned. */
  private static final int POSITIONS = 256;

  private DirectForward() {}

  static boolean suits(ConvolutionShape shape) {
    int width = shape.outWidth();
    int own = shape.groupFilters();
    int lanes = (own + WIDTH - 1) / WIDTH * WIDTH;
    double padded = (double) lanes / own * ((width + QUAD - 1) / QUAD * QUAD) / width;
    return !shape.window().isIdentity()
        && shape.window().horizontal().stride() == 1
        && shape.depth() >= FEWEST_TAPS
        && own >= 16
        && (own % WIDTH == 0 || own % WIDTH >= 16)
        && width >= QUAD
        && shape.positions() >= 16
        && padded <= 1.5;
  }

  static void run(
      ConvolutionShape shape,
      float[] x,
      int xo,
      float[] filters,
      int fo,
      float[] y,
      int yo,
      int from,
      int to,
      Scratch scratch) {
    int own = shape.groupFilters();
    int depth = shape.depth();
    float[] packed = scratch.floats(Scratch.Purpose.PACKED_B, ALIGN + depth * WIDTH);
    Frame.taps(shape, scratch.longs(Scratch.Purpose.PATCHES, depth));
    quads(shape, scratch);
    for (int group = 0; group < shape.groups(); group++) {
      for (int filter = 0; filter < own; filter += WIDTH) {
        int width = Math.min(WIDTH, own - filter);
        int first = group * own + filter;
        Pack.columns(filters, fo + first, shape.filters(), depth, width, packed, ALIGN);
        for (int image = from; image < to; image++) {
          int xi = xo + image * shape.imageSize() + group * shape.groupSize();
          int yi = yo + image * shape.resultSize() + first * shape.positions();
          image(shape, x, xi, packed, width, y, yi, scratch);
        }
      }
    }
  }

  /** One panel of filters on one group of channels of one image. */
  private static void image(
      ConvolutionShape shape,
      float[] x,
      int xi,
      float[] packed,
      int width,
      float[] y,
      int yi,
      Scratch scratch) {
    float[] pixels = x;
    int at = xi;
    if (Frame.isNeeded(shape)) {
      int channels = shape.channels() / shape.groups();
      pixels = scratch.floats(Scratch.Purpose.PATCHES, channels * Frame.size(shape));
      at = 0;
      Frame.copy(shape, channels, x, xi, pixels, 0);
    }
    int rows = rows(shape);
    int positions = rows * shape.outWidth();
    int distance = shape.window().vertical().stride() * Frame.width(shape);
    float[] sums = scratch.floats(Scratch.Purpose.TILE, ALIGN + positions * WIDTH);
    for (int next = 0; next < shape.outHeight(); next += rows) {
      int row = Math.min(next, shape.outHeight() - rows);
      tiles(shape, pixels, at + row * distance, packed, sums, scratch);
      int to = yi + row * shape.outWidth();
      Turn.run(sums, ALIGN, WIDTH, positions, width, y, to, shape.positions());
    }
  }

  /** Number of rows of the result that are computed before they are turned. */
  private static int rows(ConvolutionShape shape) {
    int width = shape.outWidth();
    int most = Math.max((15 + width) / width, POSITIONS / width);
    int parts = (shape.outHeight() + most - 1) / most;
    int rows = (shape.outHeight() + parts - 1) / parts;
    return Math.min(shape.outHeight(), Math.max(rows, (15 + width) / width));
  }

  /**
   * Writes where the first pixels and the first positions of all quads of some rows are. The last
   * quad of a row may overlap the one before it; a single last quad is repeated.
   */
  private static void quads(ConvolutionShape shape, Scratch scratch) {
    int width = shape.outWidth();
    int distance = shape.window().vertical().stride() * Frame.width(shape);
    int count = quads(shape);
    int each = (width + QUAD - 1) / QUAD;
    long[] quads = scratch.longs(Scratch.Purpose.STRIP, 2 * (count + 1));
    for (int quad = 0; quad < count; quad++) {
      int column = Math.min(quad % each * QUAD, width - QUAD);
      quads[2 * quad] = (long) (quad / each) * distance + column;
      quads[2 * quad + 1] = (long) (quad / each) * width + column;
    }
    quads[2 * count] = quads[2 * count - 2];
    quads[2 * count + 1] = quads[2 * count - 1];
  }

  private static int quads(ConvolutionShape shape) {
    return rows(shape) * ((shape.outWidth() + QUAD - 1) / QUAD);
  }

  private static void tiles(
      ConvolutionShape shape, float[] x, int at, float[] packed, float[] sums, Scratch scratch) {
    int depth = shape.depth();
    int count = quads(shape);
    long[] quads = scratch.longs(Scratch.Purpose.STRIP, 2 * (count + 1));
    long[] taps = scratch.longs(Scratch.Purpose.PATCHES, depth);
    for (int quad = 0; quad < count; quad += 2) {
      int a0 = at + (int) quads[2 * quad];
      int a1 = at + (int) quads[2 * quad + 2];
      int c0 = ALIGN + (int) quads[2 * quad + 1] * WIDTH;
      int c1 = ALIGN + (int) quads[2 * quad + 3] * WIDTH;
      for (int k = 0; k < depth; k += Kernels.SEGMENT) {
        int n = Math.min(Kernels.SEGMENT, depth - k);
        int b = ALIGN + k * WIDTH;
        QuadTile.run(n, x, a0, a1, taps, k, packed, b, WIDTH, sums, c0, c1, WIDTH, k > 0);
      }
    }
  }
}
