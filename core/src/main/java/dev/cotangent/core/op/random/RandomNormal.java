package dev.cotangent.core.op.random;

import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Distribution;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;
import dev.cotangent.core.math.Gaussian;

/**
 * Random F32 numbers from the standard normal distribution: the quantile of (bits + ½)·2⁻³², which
 * is between −6.34 and 6.34.
 *
 * @param pathHash {@link dev.cotangent.core.random.RandomStream#hash} of the place of use
 * @param shape the shape of the result; the first axis counts rows
 */
public record RandomNormal(long pathHash, Shape shape) implements RandomOp {

  @Override
  public String id() {
    return "random_normal";
  }

  @Override
  public DType dtype() {
    return DType.F32;
  }

  @Override
  public double element(long bits) {
    return Gaussian.quantile((bits + 0.5) * 0x1p-32);
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
        Distribution.NORMAL, seed, pathHash, step, firstRow, rows, columns, y, yOffset, scratch);
  }
}
