package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;

/**
 * What computes, and never changes a result.
 *
 * @param ownsWorkers whether closing this closes the workers
 */
record Engine(Workers workers, boolean ownsWorkers, Kernels kernels) implements AutoCloseable {

  @Override
  public void close() {
    if (ownsWorkers) {
      workers.close();
    }
  }
}
