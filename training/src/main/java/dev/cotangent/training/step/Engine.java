package dev.cotangent.training.step;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;
import java.util.Optional;

/**
 * Workers, kernels, time limit and other members of a training; none of them changes a result.
 *
 * @param ownsWorkers whether closing this closes the workers
 * @param kernelSwitch selects the kernels in use
 * @param limit time limit of a step, which watches the workers
 * @param members all members, if this process is one of several
 */
public record Engine(
    Workers workers,
    boolean ownsWorkers,
    KernelSwitch kernelSwitch,
    Optional<StepLimit> limit,
    Optional<Members> members)
    implements AutoCloseable {

  /** Creates an engine without a time limit, of a process alone. */
  public Engine(Workers workers, boolean ownsWorkers, KernelSwitch kernelSwitch) {
    this(workers, ownsWorkers, kernelSwitch, Optional.empty(), Optional.empty());
  }

  /** Creates an engine that uses the same kernels throughout. */
  public Engine(Workers workers, boolean ownsWorkers, Kernels kernels) {
    this(workers, ownsWorkers, KernelSwitch.always(kernels));
  }

  /** The kernels for the next step. */
  public Kernels kernels() {
    return kernelSwitch.kernels();
  }

  @Override
  public String toString() {
    return workers + ", " + kernels().id() + " kernels";
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
