package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;

/** A kernel set that computes maxima of two-by-two blocks for many rows in one call. */
public interface BlockRows {

  /** Whether the methods compute blocks that cover images of that width, which is even. */
  boolean suitsBlocks(int width);

  /** Computes {@link Kernels#blockMaxima} for pairs of rows that follow each other. */
  void blockMaxima(float[] x, int xo, int width, int pairs, float[] y, int yo, Scratch scratch);

  /** Computes {@link Kernels#blockMaximaGrad} for pairs of rows that follow each other. */
  void blockMaximaGrad(
      float[] x,
      int xo,
      int width,
      int pairs,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      Scratch scratch);
}
