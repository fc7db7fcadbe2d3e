package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.Span;
import dev.cotangent.core.kernel.Window;
import dev.cotangent.core.kernel.image.BlockRows;
import dev.cotangent.core.kernel.image.Convolution;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.kernel.image.DirectConvolution;
import dev.cotangent.core.kernel.image.MaxPooling;

/**
 * The part of a {@link CallRecorder} that works on images: what the planned kernels compute
 * directly is remembered as such, rather than as the products that other kernels make of it.
 */
abstract class ImageCalls implements DirectConvolution, BlockRows {

  private static final int CHANNELS = 16;
  private static final int FILTERS = 32;

  /** The most rows and columns of a result: a vector and more. */
  private static final int POSITIONS = 16;

  private static final int PAIRS = 8;
  private static final Window BLOCKS = Window.of(2, 2).withStride(2, 2);

  private final Kernels kernels;
  private final Kernels planned;

  ImageCalls(Kernels kernels, Kernels planned) {
    this.kernels = kernels;
    this.planned = planned;
  }

  /** Counts a call, which had so many times the work of the cropped one. */
  abstract void add(String key, double size, KernelCall call);

  @Override
  public final boolean suitsForward(ConvolutionShape shape) {
    return planned instanceof DirectConvolution direct && direct.suitsForward(shape);
  }

  @Override
  public final boolean suitsInputGradient(ConvolutionShape shape) {
    return planned instanceof DirectConvolution direct && direct.suitsInputGradient(shape);
  }

  @Override
  public final boolean suitsFilterGradient(ConvolutionShape shape, int from, int to) {
    return planned instanceof DirectConvolution direct
        && direct.suitsFilterGradient(shape, from, to);
  }

  @Override
  public final boolean suitsBlocks(int width) {
    return planned instanceof BlockRows blocks && blocks.suitsBlocks(width);
  }

  @Override
  public final void forward(
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
    ConvolutionShape small = crop(shape);
    if (fits(small) && suitsForward(small)) {
      add(
          "convolve " + small,
          (to - from) * work(shape) / work(small),
          (set, on) ->
              Convolution.forward(set, small, on.a, 0, on.b, 0, on.c, 0, 0, 1, on.scratch));
    }
    Convolution.forward(kernels, shape, x, xo, filters, fo, y, yo, from, to, scratch);
  }

  @Override
  public final void inputGradient(
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
    ConvolutionShape small = crop(shape);
    if (fits(small) && suitsInputGradient(small)) {
      add(
          "convolve input gradient " + small,
          (to - from) * work(shape) / work(small),
          (set, on) ->
              Convolution.inputGradient(set, small, on.a, 0, on.b, 0, on.c, 0, 0, 1, on.scratch));
    }
    Convolution.inputGradient(kernels, shape, g, go, filters, fo, dx, dxo, from, to, scratch);
  }

  @Override
  public final void filterGradient(
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
    ConvolutionShape small = crop(shape);
    int depth = small.depth();
    if (fits(small) && suitsFilterGradient(small, 0, depth)) {
      add(
          "convolve filter gradient " + small,
          images * work(shape) / work(small) * (to - from) / shape.depth(),
          (set, on) ->
              Convolution.filterGradient(
                  set, small, on.a, 0, on.b, 0, 1, on.c, 0, 0, depth, on.scratch));
    }
    Convolution.filterGradient(kernels, shape, x, xo, g, go, images, df, dfo, from, to, scratch);
  }

  @Override
  public final void blockMaxima(
      float[] x, int xo, int width, int pairs, float[] y, int yo, Scratch scratch) {
    int n = Math.min(pairs, PAIRS);
    if (2 * n * width <= Operands.SIZE) {
      add(
          "maxima of rows " + width,
          (double) pairs / n,
          (set, on) ->
              MaxPooling.largest(set, BLOCKS, 2 * n, width, on.a, 0, on.b, 0, 1, on.scratch));
    }
    MaxPooling.largest(kernels, BLOCKS, 2 * pairs, width, x, xo, y, yo, 1, scratch);
  }

  @Override
  public final void blockMaximaGrad(
      float[] x,
      int xo,
      int width,
      int pairs,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      Scratch scratch) {
    int n = Math.min(pairs, PAIRS);
    if (2 * n * width <= Operands.SIZE) {
      add(
          "gradients of maxima of rows " + width,
          (double) pairs / n,
          (set, on) ->
              MaxPooling.scatter(
                  set, BLOCKS, 2 * n, width, on.a, 0, on.b, 0, on.c, 0, 1, on.scratch));
    }
    MaxPooling.scatter(kernels, BLOCKS, 2 * pairs, width, x, xo, g, go, dx, dxo, 1, scratch);
  }

  /** A smaller convolution by the same window. */
  private static ConvolutionShape crop(ConvolutionShape shape) {
    return new ConvolutionShape(
        Math.min(CHANNELS, shape.channels() / shape.groups()),
        crop(shape.height(), shape.window().vertical()),
        crop(shape.width(), shape.window().horizontal()),
        Math.min(FILTERS, shape.groupFilters()),
        1,
        shape.window());
  }

  private static int crop(int length, Span span) {
    int least = (span.kernel() - 1) * span.dilation() + (POSITIONS - 1) * span.stride() + 1;
    return Math.min(length, Math.max(1, least - 2 * span.padding()));
  }

  private static boolean fits(ConvolutionShape shape) {
    long filters = (long) shape.depth() * shape.filters();
    return Math.max(filters, Math.max(shape.imageSize(), shape.resultSize())) <= Operands.SIZE;
  }

  private static double work(ConvolutionShape shape) {
    return (double) shape.depth() * shape.filters() * shape.positions();
  }
}
