package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.ConvolutionShape;

/** The upstream gradient of a convolution, turned such that filters are adjacent. */
final class Upstream {

  private static final int WIDTH = QuadTile.WIDTH;

  private static final int ALIGN = QuadTile.ALIGN;

  private Upstream() {}

  /**
   * Turns a panel of 32 filters of a block of images: for each position of each image, a row of
   * filters.
   */
  static void turn(ConvolutionShape shape, float[] g, int gi, int images, Scratch scratch) {
    int positions = shape.positions();
    float[] turned = scratch.floats(Scratch.Purpose.UPSTREAM, ALIGN + images * positions * WIDTH);
    for (int image = 0; image < images; image++) {
      int from = gi + image * shape.resultSize();
      int to = ALIGN + image * positions * WIDTH;
      Turn.run(g, from, positions, WIDTH, positions, turned, to, WIDTH);
    }
  }
}
