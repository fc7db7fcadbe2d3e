package dev.cotangent.core.kernel.warm;

import dev.cotangent.core.kernel.Kernels;

/** A kernel call on arrays of its own. */
interface KernelCall {

  void run(Kernels kernels, Operands on);
}
