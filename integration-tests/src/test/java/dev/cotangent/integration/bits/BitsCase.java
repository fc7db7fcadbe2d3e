package dev.cotangent.integration.bits;

import dev.cotangent.core.kernel.Kernels;

/**
 * A computation that must give the same bits on every JVM and processor.
 *
 * @param name unique among the cases
 * @param usesKernels whether it depends on the kernel set that it is given
 * @param computation adds what it computes
 */
record BitsCase(String name, boolean usesKernels, Computation computation) {

  /** A computation on a kernel set. */
  @FunctionalInterface
  interface Computation {
    void run(Kernels kernels, Bits bits) throws Exception;
  }

  /** A computation without kernels. */
  @FunctionalInterface
  interface Plain {
    void run(Bits bits) throws Exception;
  }

  /** A case that is computed on each kernel set. */
  static BitsCase on(String name, Computation computation) {
    return new BitsCase(name, true, computation);
  }

  /** A case that is computed once. */
  static BitsCase of(String name, Plain computation) {
    return new BitsCase(name, false, (kernels, bits) -> computation.run(bits));
  }
}
