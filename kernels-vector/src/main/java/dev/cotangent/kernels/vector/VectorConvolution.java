package dev.cotangent.kernels.vector;

import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.kernel.image.ConvolutionShape;
import dev.cotangent.core.kernel.image.DirectConvolution;
import jdk.incubator.vector.FloatVector;

/**
 * Chooses how a convolution is computed; only machines with sixteen lanes have more than one way.
 */
abstract class VectorConvolution implements DirectConvolution {

  private static final boolean WIDE = FloatVector.SPECIES_PREFERRED.length() == 16;

  @Override
  public boolean forward(
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
    if (WIDE && DirectForward.suits(shape)) {
      DirectForward.run(shape, x, xo, filters, fo, y, yo, from, to, scratch);
      return true;
    }
    boolean shallow = WIDE && ShallowForward.suits(shape);
    if (shallow) {
      ShallowForward.run(shape, x, xo, filters, fo, y, yo, from, to, scratch);
    }
    return shallow;
  }

  @Override
  public boolean inputGradient(
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
    boolean suits = WIDE && DirectInputGradient.suits(shape);
    if (suits) {
      DirectInputGradient.run(shape, g, go, filters, fo, dx, dxo, from, to, scratch);
    }
    return suits;
  }

  @Override
  public boolean filterGradient(
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
    if (WIDE && DirectFilterGradient.suits(shape, from, to)) {
      DirectFilterGradient.run(shape, x, xo, g, go, images, df, dfo, from, to, scratch);
      return true;
    }
    boolean shallow = WIDE && ShallowFilterGradient.suits(shape);
    if (shallow) {
      ShallowFilterGradient.run(shape, x, xo, g, go, images, df, dfo, from, to, scratch);
    }
    return shallow;
  }
}
