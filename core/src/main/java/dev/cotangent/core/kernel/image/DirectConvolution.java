package dev.cotangent.core.kernel.image;

import dev.cotangent.core.kernel.Scratch;

/**
 * A kernel set that computes some convolutions without writing out their patches, with the bits
 * that {@link Convolution} specifies. The others are left to products.
 */
public interface DirectConvolution {

  /** Whether {@link #forward} computes convolutions of that shape. */
  boolean suitsForward(ConvolutionShape shape);

  /** Whether {@link #inputGradient} computes gradients of that shape. */
  boolean suitsInputGradient(ConvolutionShape shape);

  /** Whether {@link #filterGradient} computes those rows of gradients of that shape. */
  boolean suitsFilterGradient(ConvolutionShape shape, int from, int to);

  /** Computes {@link Convolution#forward}. */
  void forward(
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

  /** Computes {@link Convolution#inputGradient}. */
  void inputGradient(
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

  /** Computes {@link Convolution#filterGradient} for at least one image. */
  void filterGradient(
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
