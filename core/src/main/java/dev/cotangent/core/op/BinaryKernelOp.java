package dev.cotangent.core.op;

import dev.cotangent.core.kernel.Binary;
import dev.cotangent.core.kernel.Kernels;

/** An elementwise function of two operands with a loop of its own in the kernel sets. */
public interface BinaryKernelOp extends BinaryOp {

  /** The float32 kernel. */
  Binary kernel();

  @Override
  default double value(double a, double b) {
    return kernel().value(a, b);
  }

  @Override
  default void run(
      Kernels kernels,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n) {
    kernels.binary(kernel(), a, aOffset, b, bOffset, y, yOffset, n);
  }
}
