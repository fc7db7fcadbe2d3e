package dev.cotangent.core.op.random;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.DType;
import dev.cotangent.core.Shape;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Scratch;

/**
 * A random BOOL tensor, true with a probability at each element: where the element's random bits,
 * as a number times 2⁻³², are less than the probability.
 *
 * @param pathHash {@link dev.cotangent.core.random.RandomStream#hash} of the place of use
 * @param probability the probability of true, in [0, 1]
 * @param shape the shape of the result; the first axis counts rows
 */
public record Bernoulli(long pathHash, double probability, Shape shape) implements RandomOp {

  /**
   * Checks the probability.
   *
   * @throws CotangentException if the probability is not in [0, 1]
   */
  public Bernoulli {
    if (!(probability >= 0 && probability <= 1)) {
      throw new CotangentException("bernoulli: probability " + probability + ", expected 0 to 1");
    }
  }

  @Override
  public String id() {
    return "bernoulli";
  }

  @Override
  public DType dtype() {
    return DType.BOOL;
  }

  @Override
  public double element(long bits) {
    return bits * 0x1p-32 < probability ? 1 : 0;
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
    // a multiple of 2⁻³² is below the probability exactly if it is below the next such multiple
    long threshold = (long) Math.ceil(probability * 0x1p32);
    kernels.bernoulli(
        seed, pathHash, step, firstRow, rows, columns, threshold, y, yOffset, scratch);
  }
}
