package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Scratch;

/**
 * A kernel set that computes some convolutions without writing out their patches, with the bits
 * that {@link Convolution} specifies. The methods have the arguments of that class and return
 * whether they have computed the result; if not, products do.
 */
public interface DirectConvolution {

  /** Computes {@link Convolution#forward}, or returns false. */
  boolean forward(
      ConvolutionShape shape,
      float[] x,
      int xo,
      float[] filters,
      int fo,
      float[] y,
      int yo,
      int from,
      int to,
      Scratch scratch);

  /** Computes {@link Convolution#inputGradient}, or returns false. */
  boolean inputGradient(
      ConvolutionShape shape,
      float[] g,
      int go,
      float[] filters,
      int fo,
      float[] dx,
      int dxo,
      int from,
      int to,
      Scratch scratch);

  /** Computes {@link Convolution#filterGradient} for at least one image, or returns false. */
  boolean filterGradient(
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
      Scratch scratch);
}
