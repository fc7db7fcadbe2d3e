package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Convolutions with few taps, such as the first of a network, for machines with sixteen lanes.
 * Lanes are positions, and the rows of a tile are eight filters, which are read and stored in
 * place. The patches of some rows of the result are written out, and stay in the first-level cache.
 */
final class ShallowForward {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = 16;
  private static final int WIDTH = QuadTile.WIDTH;
  private static final int ROWS = QuadTile.ROWS;
  private static final int ALIGN = QuadTile.ALIGN;
  private static final int MOST_TAPS = 128;

  /** Number of elements of the patches that are written out together. */
  private static final int PATCHES = 8192;

  private ShallowForward() {}

  static boolean suits(ConvolutionShape shape) {
    return shape.depth() <= MOST_TAPS
        && shape.window().horizontal().stride() == 1
        && shape.groupFilters() % ROWS == 0
        && shape.outWidth() >= L
        && shape.positions() >= WIDTH;
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
    long[] taps = scratch.longs(Scratch.Purpose.PATCHES, shape.depth());
    long[] offsets = scratch.longs(Scratch.Purpose.STRIP, shape.depth());
    Frame.taps(shape, taps);
    for (int k = 0; k < shape.depth(); k++) {
      offsets[k] = (long) k * shape.filters();
    }
    for (int image = from; image < to; image++) {
      for (int group = 0; group < shape.groups(); group++) {
        int xi = xo + image * shape.imageSize() + group * shape.groupSize();
        int yi = yo + image * shape.resultSize() + group * own * shape.positions();
        image(shape, x, xi, filters, fo + group * own, y, yi, scratch);
      }
    }
  }

  private static void image(
      ConvolutionShape shape,
      float[] x,
      int xi,
      float[] filters,
      int fi,
      float[] y,
      int yi,
      Scratch scratch) {
    float[] pixels = x;
    int at = xi;
    if (Frame.isNeeded(shape)) {
      int channels = shape.channels() / shape.groups();
      pixels = scratch.floats(Scratch.Purpose.STRIP, channels * Frame.size(shape));
      at = 0;
      Frame.copy(shape, channels, x, xi, pixels, 0);
    }
    int rows = rows(shape);
    int positions = rows * shape.outWidth();
    int distance = shape.window().vertical().stride() * Frame.width(shape);
    float[] patches = scratch.floats(Scratch.Purpose.PATCHES, ALIGN + shape.depth() * positions);
    for (int next = 0; next < shape.outHeight(); next += rows) {
      int row = Math.min(next, shape.outHeight() - rows);
      gather(shape, pixels, at + row * distance, rows, patches, scratch);
      int to = yi + row * shape.outWidth();
      tiles(shape, positions, filters, fi, patches, y, to, scratch);
    }
  }

  /** Number of rows of the result whose patches are written out together. */
  private static int rows(ConvolutionShape shape) {
    int width = shape.outWidth();
    int fewest = (WIDTH + width - 1) / width;
    int most = Math.max(fewest, PATCHES / shape.depth() / width);
    int parts = (shape.outHeight() + most - 1) / most;
    return Math.max(fewest, (shape.outHeight() + parts - 1) / parts);
  }

  private static void gather(
      ConvolutionShape shape, float[] x, int at, int rows, float[] patches, Scratch scratch) {
    int width = shape.outWidth();
    int distance = shape.window().vertical().stride() * Frame.width(shape);
    long[] taps = scratch.longs(Scratch.Purpose.PATCHES, shape.depth());
    for (int k = 0; k < shape.depth(); k++) {
      int from = at + (int) taps[k];
      copy(x, from, distance, patches, ALIGN + k * rows * width, rows, width);
    }
  }

  /** Copies rows of at least a vector; the last vector of a row overlaps the one before it. */
  private static void copy(
      float[] x, int from, int distance, float[] y, int to, int rows, int width) {
    for (int row = 0; row < rows; row++) {
      int source = from + row * distance;
      int target = to + row * width;
      for (int next = 0; next < width; next += L) {
        int i = Math.min(next, width - L);
        FloatVector.fromArray(S, x, source + i).intoArray(y, target + i);
      }
    }
  }

  private static void tiles(
      ConvolutionShape shape,
      int positions,
      float[] filters,
      int fi,
      float[] patches,
      float[] y,
      int to,
      Scratch scratch) {
    int row = shape.positions();
    int half = QuadTile.QUAD;
    long[] offsets = scratch.longs(Scratch.Purpose.STRIP, shape.depth());
    for (int next = 0; next < positions; next += WIDTH) {
      int p = Math.min(next, positions - WIDTH);
      int b = ALIGN + p;
      for (int filter = 0; filter < shape.groupFilters(); filter += ROWS) {
        int a = fi + filter;
        int c = to + filter * row + p;
        QuadTile.run(
            shape.depth(),
            filters,
            a,
            a + half,
            offsets,
            0,
            patches,
            b,
            positions,
            y,
            c,
            c + half * row,
            row,
            false);
      }
    }
  }
}
