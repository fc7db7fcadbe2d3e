package dev.cotangent.core.op.random;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;

/**
 * Random F32 numbers in [0, 1), uniformly distributed over the multiples of 2⁻²⁴: the upper 24 of
 * 32 random bits.
 *
 * @param pathHash {@link dev.cotangent.core.random.RandomStream#hash} of the place of use
 * @param shape the shape of the result; the first axis counts rows
 */
public record RandomUniform(long pathHash, Shape shape) implements RandomOp {

  @Override
  public String id() {
    return "random_uniform";
  }

  @Override
  public DType dtype() {
    return DType.F32;
  }

  @Override
  public double element(long bits) {
    return (bits >>> 8) * 0x1p-24;
  }

  @Override
  public void draw(
      Kernels kernels,
      long seed,
      long step,
      long firstRow,
      int rows,
      int columns,
      float[] y,
      int yOffset,
      Scratch scratch) {
    kernels.random(
        Distribution.UNIFORM, seed, pathHash, step, firstRow, rows, columns, y, yOffset, scratch);
  }
}
