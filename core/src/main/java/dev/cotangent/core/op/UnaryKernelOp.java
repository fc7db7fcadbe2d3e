package dev.cotangent.core.op;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.kernel.Unary;

/** An elementwise function of one operand with a loop of its own in the kernel sets. */
public interface UnaryKernelOp extends UnaryOp {

  /** The float32 kernel. */
  Unary kernel();

  @Override
  default double value(double x) {
    return kernel().value(x);
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
    kernels.unary(kernel(), a, aOffset, y, yOffset, n);
  }
}
