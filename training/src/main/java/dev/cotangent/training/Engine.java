package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;
import java.util.Optional;

/**
 * What computes, and never changes a result.
 *
 * @param ownsWorkers whether closing this closes the workers
 * @param kernelSwitch which kernels are in use
 * @param limit to the time of a step, which watches the workers
 */
record Engine(
    Workers workers, boolean ownsWorkers, KernelSwitch kernelSwitch, Optional<StepLimit> limit)
    implements AutoCloseable {

  /** Without a limit to the time of a step. */
  Engine(Workers workers, boolean ownsWorkers, KernelSwitch kernelSwitch) {
    this(workers, ownsWorkers, kernelSwitch, Optional.empty());
  }

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
    limit.ifPresent(StepLimit::close);
    if (ownsWorkers) {
      workers.close();
    }
  }
}
