package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;

/**
 * What computes, and never changes a result.
 *
 * @param ownsWorkers whether closing this closes the workers
 * @param kernelSwitch which kernels are in use
 */
record Engine(Workers workers, boolean ownsWorkers, KernelSwitch kernelSwitch)
    implements AutoCloseable {

  /** With the same kernels all the time. */
  Engine(Workers workers, boolean ownsWorkers, Kernels kernels) {
    this(workers, ownsWorkers, KernelSwitch.always(kernels));
  }

  /** The kernels for the next step. */
  Kernels kernels() {
    return kernelSwitch.kernels();
  }

  @Override
  public void close() {
    kernelSwitch.close();
    if (ownsWorkers) {
      workers.close();
    }
  }
}
