package dev.cotangent.core.op;

import dev.cotangent.core.graph.Op;
import dev.cotangent.core.kernel.Kernels;

/**
 * An op whose output elements each depend on one element of each (broadcast) input. Plans fuse such
 * ops into chains that run block by block in cache.
 */
public interface Elementwise extends Op {

  /**
   * Computes n elements y[i] from the elements i of up to three operands. BOOL elements are floats
   * 0 and 1.
   *
   * <p>For operands that the op does not have, callers pass the first operand again. An operand may
   * be {@code y} at the same offset.
   */
  void run(
      Kernels kernels,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset,
      float[] y,
      int yOffset,
      int n);
}
