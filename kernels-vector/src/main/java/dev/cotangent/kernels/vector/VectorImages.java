package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.BlockRows;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.kernel.image.DirectConvolution;
import jdk.incubator.vector.FloatVector;

/**
 * Chooses how a convolution is computed; only machines with sixteen lanes have more than one way.
 */
abstract class VectorImages implements DirectConvolution, BlockRows {

  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() == 16;

  @Override
  public boolean suitsForward(ConvolutionShape shape) {
    return WIDE && (DirectForward.suits(shape) || ShallowForward.suits(shape));
  }

  @Override
  public boolean suitsInputGradient(ConvolutionShape shape) {
    return WIDE && DirectInputGradient.suits(shape);
  }

  @Override
  public boolean suitsFilterGradient(ConvolutionShape shape, int from, int to) {
    return WIDE
        && (DirectFilterGradient.suits(shape, from, to) || ShallowFilterGradient.suits(shape));
  }

  @Override
  public boolean suitsBlocks(int width) {
    return WIDE && WideBlocks.suits(width);
  }

  @Override
  public void forward(
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
    if (DirectForward.suits(shape)) {
      DirectForward.run(shape, x, xo, filters, fo, y, yo, from, to, scratch);
    } else {
      ShallowForward.run(shape, x, xo, filters, fo, y, yo, from, to, scratch);
    }
  }

  @Override
  public void inputGradient(
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
    DirectInputGradient.run(shape, g, go, filters, fo, dx, dxo, from, to, scratch);
  }

  @Override
  public void filterGradient(
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
    if (DirectFilterGradient.suits(shape, from, to)) {
      DirectFilterGradient.run(shape, x, xo, g, go, images, df, dfo, from, to, scratch);
    } else {
      ShallowFilterGradient.run(shape, x, xo, g, go, images, df, dfo, from, to, scratch);
    }
  }

  @Override
  public void blockMaxima(
      float[] x, int xo, int width, int pairs, float[] y, int yo, Scratch scratch) {
    WideBlocks.maxima(x, xo, width, pairs, y, yo, scratch);
  }

  @Override
  public void blockMaximaGrad(
      float[] x,
      int xo,
      int width,
      int pairs,
      float[] g,
      int go,
      float[] dx,
      int dxo,
      Scratch scratch) {
    WideBlocks.maximaGrad(x, xo, width, pairs, g, go, dx, dxo, scratch);
  }
}
