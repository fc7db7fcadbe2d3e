package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Form;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import java.util.Arrays;

/**
 * Convolution and its two gradients as matrix products with the patches of each image, for every
 * kernel set: the set computes the products; everything else is copied or added in a fixed order.
 * This specifies the bits:
 *
 * <ul>
 *   <li>an element of the result is one element of a matrix product, in k over channels of the
 *       group, window rows and window columns; padding counts as +0;
 *   <li>an element of the input's gradient is the sum, from +0, over the columns of the window of
 *       the sums, from +0, over its rows of an element of a matrix product over filters: nothing is
 *       added for columns and elements outside the image;
 *   <li>an element of the filters' gradient is the sum over blocks of whole images, with at least
 *       one image and otherwise at most {@value Kernels#SEGMENT} positions per block, each a matrix
 *       product over the images and their positions, row-major.
 * </ul>
 */
public final class Convolution {

  private Convolution() {}

  /** Number of images in a block of the filters' gradient, whose positions are summed in one go. */
  public static int imagesPerBlock(ConvolutionShape shape) {
    return Math.max(1, Kernels.SEGMENT / shape.positions());
  }

  /** y [images, filters, positions] from x [images, ...] for the images in [from, to). */
  public static void forward(
      Kernels kernels,
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
    if (kernels instanceof DirectConvolution direct && direct.suitsForward(shape)) {
      direct.forward(shape, x, xo, filters, fo, y, yo, from, to, scratch);
      return;
    }
    int positions = shape.positions();
    int own = shape.groupFilters();
    for (int image = from; image < to; image++) {
      for (int group = 0; group < shape.groups(); group++) {
        int xi = xo + image * shape.imageSize() + group * shape.groupSize();
        int yi = yo + image * shape.resultSize() + group * own * positions;
        float[] patches = x;
        int at = xi;
        if (!shape.window().isIdentity()) {
          patches = scratch.floats(Scratch.Purpose.PATCHES, shape.depth() * positions);
          at = 0;
          Patches.gather(kernels, shape, x, xi, 0, shape.depth(), patches, 0, positions, scratch);
        }
        kernels.matmul(
            Form.TN,
            own,
            positions,
            shape.depth(),
            filters,
            fo + group * own,
            shape.filters(),
            patches,
            at,
            positions,
            y,
            yi,
            positions,
            false,
            scratch);
      }
    }
  }

  /**
   * The gradient with respect to x, from the upstream gradient of y, for the images in [from, to).
   */
  public static void inputGradient(
      Kernels kernels,
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
    if (kernels instanceof DirectConvolution set && set.suitsInputGradient(shape)) {
      set.inputGradient(shape, g, go, filters, fo, dx, dxo, from, to, scratch);
      return;
    }
    int positions = shape.positions();
    int own = shape.groupFilters();
    boolean direct = shape.window().isIdentity();
    for (int image = from; image < to; image++) {
      for (int group = 0; group < shape.groups(); group++) {
        int gi = go + image * shape.resultSize() + group * own * positions;
        int xi = dxo + image * shape.imageSize() + group * shape.groupSize();
        float[] patches =
            direct ? dx : scratch.floats(Scratch.Purpose.PATCHES, shape.depth() * positions);
        kernels.matmul(
            Form.NN,
            shape.depth(),
            positions,
            own,
            filters,
            fo + group * own,
            shape.filters(),
            g,
            gi,
            positions,
            patches,
            direct ? xi : 0,
            positions,
            false,
            scratch);
        if (!direct) {
          Arrays.fill(dx, xi, xi + shape.groupSize(), 0f);
          Patches.scatterAdd(kernels, shape, patches, 0, dx, xi, scratch);
        }
      }
    }
  }

  /**
   * Rows [from, to) of the gradient with respect to the filters [depth, filters], over all images.
   *
   * @param images number of images; with none the gradient is 0
   */
  public static void filterGradient(
      Kernels kernels,
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
    if (images == 0) {
      Arrays.fill(df, dfo + from * shape.filters(), dfo + to * shape.filters(), 0f);
      return;
    }
    if (kernels instanceof DirectConvolution direct
        && direct.suitsFilterGradient(shape, from, to)) {
      direct.filterGradient(shape, x, xo, g, go, images, df, dfo, from, to, scratch);
      return;
    }
    int block = imagesPerBlock(shape);
    for (int image = 0; image < images; image += block) {
      for (int group = 0; group < shape.groups(); group++) {
        filterGradient(
            kernels,
            shape,
            x,
            xo + image * shape.imageSize() + group * shape.groupSize(),
            g,
            go + image * shape.resultSize() + group * shape.groupFilters() * shape.positions(),
            Math.min(block, images - image),
            df,
            dfo + group * shape.groupFilters(),
            from,
            to,
            image > 0,
            scratch);
      }
    }
  }

  /** The contribution of one block of images to one group. */
  private static void filterGradient(
      Kernels kernels,
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
      boolean accumulate,
      Scratch scratch) {
    int positions = shape.positions();
    int own = shape.groupFilters();
    int chain = images * positions;
    float[] patches = scratch.floats(Scratch.Purpose.PATCHES, (to - from) * chain);
    float[] upstream = scratch.floats(Scratch.Purpose.UPSTREAM, own * chain);
    for (int image = 0; image < images; image++) {
      int at = image * positions;
      Patches.gather(
          kernels, shape, x, xo + image * shape.imageSize(), from, to, patches, at, chain, scratch);
      for (int filter = 0; filter < own; filter++) {
        int gi = go + image * shape.resultSize() + filter * positions;
        System.arraycopy(g, gi, upstream, filter * chain + at, positions);
      }
    }
    kernels.matmul(
        Form.NT,
        to - from,
        own,
        chain,
        patches,
        0,
        chain,
        upstream,
        0,
        chain,
        df,
        dfo + from * shape.filters(),
        shape.filters(),
        accumulate,
        scratch);
  }
}
