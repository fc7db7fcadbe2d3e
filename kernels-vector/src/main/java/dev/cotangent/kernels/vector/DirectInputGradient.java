package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Gradients of convolutions with respect to images of many channels, for machines with sixteen
 * lanes. Lanes are channels. For each column of the window, the products of its taps are added to a
 * strip, row by row, and the strip to the image; neither is longer in memory than a few caches.
 */
final class DirectInputGradient {

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = 16;
  private static final int WIDTH = QuadTile.WIDTH;
  private static final int ROWS = QuadTile.ROWS;
  private static final int ALIGN = QuadTile.ALIGN;

  /** The most elements of a strip and an image, with 32 channels each. */
  private static final int MOST = 1 << 18;

  private DirectInputGradient() {}

  static boolean suits(ConvolutionShape shape) {
    int channels = shape.channels() / shape.groups();
    int own = shape.groupFilters();
    int lanes = (channels + WIDTH - 1) / WIDTH * WIDTH;
    long elements = (long) stripSize(shape) + (long) shape.height() * shape.width();
    return !shape.window().isIdentity()
        && shape.window().vertical().stride() == 1
        && channels >= 16
        && (channels % WIDTH == 0 || channels % WIDTH >= 16)
        && (double) lanes / channels <= 1.5
        && own >= 16
        && own <= Kernels.SEGMENT
        && shape.positions() >= 16
        && shape.height() * shape.width() >= 16
        && elements * WIDTH <= MOST;
  }

  static void run(
      ConvolutionShape shape,
      float[] g,
      int go,
      float[] filters,
      int fo,
      float[] dx,
      int dxo,
      int from,
      int to,
      Scratch scratch) {
    int own = shape.groupFilters();
    int channels = shape.channels() / shape.groups();
    int size = shape.height() * shape.width();
    offsets(own, shape.positions(), scratch);
    for (int group = 0; group < shape.groups(); group++) {
      for (int channel = 0; channel < channels; channel += WIDTH) {
        int width = Math.min(WIDTH, channels - channel);
        int first = channel * shape.window().taps() * shape.filters() + group * own;
        float[] packed = pack(shape, filters, fo + first, width, scratch);
        for (int image = from; image < to; image++) {
          int gi = go + image * shape.resultSize() + group * own * shape.positions();
          int xi = dxo + image * shape.imageSize() + (group * channels + channel) * size;
          float[] sums = image(shape, g, gi, packed, scratch);
          Turn.run(sums, ALIGN, WIDTH, size, width, dx, xi, size);
        }
      }
    }
  }

  private static void offsets(int own, int positions, Scratch scratch) {
    long[] offsets = scratch.longs(Scratch.Purpose.PATCHES, own);
    for (int filter = 0; filter < own; filter++) {
      offsets[filter] = (long) filter * positions;
    }
  }

  /** The filters of a panel of channels: for each tap, a row of channels for each filter. */
  private static float[] pack(
      ConvolutionShape shape, float[] filters, int from, int width, Scratch scratch) {
    int own = shape.groupFilters();
    int taps = shape.window().taps();
    int size = taps * own * WIDTH;
    float[] packed = scratch.floats(Scratch.Purpose.PACKED_B, ALIGN + size);
    if (width < WIDTH) {
      Arrays.fill(packed, ALIGN, ALIGN + size, 0f);
    }
    for (int tap = 0; tap < taps; tap++) {
      int at = from + tap * shape.filters();
      int row = taps * shape.filters();
      Turn.run(filters, at, row, width, own, packed, ALIGN + tap * own * WIDTH, WIDTH);
    }
    return packed;
  }

  /** The gradient of a panel of channels, channels fastest. */
  private static float[] image(
      ConvolutionShape shape, float[] g, int gi, float[] packed, Scratch scratch) {
    int size = shape.height() * shape.width() * WIDTH;
    float[] sums = scratch.floats(Scratch.Purpose.PATCHES, ALIGN + size);
    float[] strip = scratch.floats(Scratch.Purpose.STRIP, ALIGN + stripSize(shape) * WIDTH);
    Arrays.fill(sums, ALIGN, ALIGN + size, 0f);
    int rows = shape.window().vertical().kernel();
    int columns = shape.window().horizontal().kernel();
    int panel = shape.groupFilters() * WIDTH;
    for (int j = 0; j < columns; j++) {
      Arrays.fill(strip, ALIGN, ALIGN + stripSize(shape) * WIDTH, 0f);
      for (int i = 0; i < rows; i++) {
        int down = i * shape.window().vertical().dilation() * shape.outWidth();
        int to = ALIGN + down * WIDTH;
        tap(shape, g, gi, packed, ALIGN + (i * columns + j) * panel, strip, to, scratch);
      }
      add(shape, j, strip, sums);
    }
    return sums;
  }

  /** Number of positions of a strip: as in the rows of a channel and of its padding. */
  private static int stripSize(ConvolutionShape shape) {
    return Frame.height(shape) * shape.outWidth();
  }

  /** Adds the products of one tap to a strip. */
  private static void tap(
      ConvolutionShape shape,
      float[] g,
      int gi,
      float[] packed,
      int bo,
      float[] strip,
      int to,
      Scratch scratch) {
    int k = shape.groupFilters();
    int positions = shape.positions();
    long[] offsets = scratch.longs(Scratch.Purpose.PATCHES, k);
    int half = QuadTile.QUAD;
    int p = 0;
    for (; p <= positions - ROWS; p += ROWS) {
      int a = gi + p;
      int c = to + p * WIDTH;
      QuadTile.run(
          k,
          g,
          a,
          a + half,
          offsets,
          0,
          packed,
          bo,
          WIDTH,
          strip,
          c,
          c + half * WIDTH,
          WIDTH,
          true);
    }
    if (p < positions) {
      // the last tile overlaps the one before it, so only its last rows are added
      float[] tile = scratch.floats(Scratch.Purpose.TILE, ROWS * WIDTH);
      int a = gi + positions - ROWS;
      QuadTile.run(
          k, g, a, a + half, offsets, 0, packed, bo, WIDTH, tile, 0, half * WIDTH, WIDTH, false);
      int rest = positions - p;
      addRow(tile, (ROWS - rest) * WIDTH, strip, to + p * WIDTH, rest * WIDTH);
    }
  }

  /** Adds the strip of a column of the window to the image. */
  private static void add(ConvolutionShape shape, int j, float[] strip, float[] sums) {
    Span right = shape.window().horizontal();
    int left = right.firstInside(j, shape.width());
    int n = right.endInside(j, shape.width()) - left;
    int above = shape.window().vertical().padding();
    for (int row = 0; row < shape.height(); row++) {
      int from = ALIGN + ((row + above) * shape.outWidth() + left) * WIDTH;
      int to = ALIGN + (row * shape.width() + right.input(left, j)) * WIDTH;
      if (right.stride() == 1) {
        addRow(strip, from, sums, to, n * WIDTH);
        continue;
      }
      for (int i = 0; i < n; i++) {
        addRow(strip, from + i * WIDTH, sums, to + i * right.stride() * WIDTH, WIDTH);
      }
    }
  }

  /** y += x for whole vectors. */
  private static void addRow(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += L) {
      FloatVector sum = FloatVector.fromArray(S, y, yo + i);
      sum.add(FloatVector.fromArray(S, x, xo + i)).intoArray(y, yo + i);
    }
  }
}
