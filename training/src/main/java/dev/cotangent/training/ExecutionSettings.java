package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.work.Workers;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.cluster.Membership;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.KernelSwitch;
import dev.cotangent.training.step.Members;
import dev.cotangent.training.step.StepLimit;
import dev.cotangent.training.step.StepSettings;
import dev.cotangent.training.step.Timing;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The settings of the execution of a trainer's steps; none of them changes a result. An immutable
 * value.
 *
 * @param workerCount number of workers, unless the caller shares its own
 * @param workers workers that the caller closes
 * @param kernels kernels of all steps; empty: chosen by size and duration
 * @param stepLimit time limit of a step
 * @param membership the part of this process in a training of several
 * @param profiled whether to measure the time spent in each part of the plan
 */
record ExecutionSettings(
    int workerCount,
    Optional<Workers> workers,
    Optional<Kernels> kernels,
    Optional<Duration> stepLimit,
    Optional<Membership> membership,
    boolean profiled) {

  ExecutionSettings {
    if (workerCount < 1) {
      throw new CotangentException(
          "trainer: workers is " + workerCount + ", expected 1 (the calling thread alone) or more");
    }
    if (stepLimit.isPresent() && (stepLimit.get().isNegative() || stepLimit.get().isZero())) {
      throw new CotangentException(
          "trainer: the step limit is " + stepLimit.get() + ", expected above 0");
    }
  }

  /** A worker for each processor, kernels by choice, no limit. */
  static ExecutionSettings ofMachine() {
    return new ExecutionSettings(
        Runtime.getRuntime().availableProcessors(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  ExecutionSettings withWorkers(int count) {
    return new ExecutionSettings(count, Optional.empty(), kernels, stepLimit, membership, profiled);
  }

  ExecutionSettings withWorkers(Workers shared) {
    return new ExecutionSettings(
        workerCount, Optional.of(shared), kernels, stepLimit, membership, profiled);
  }

  ExecutionSettings withKernels(Kernels used) {
    return new ExecutionSettings(
        workerCount, workers, Optional.of(used), stepLimit, membership, profiled);
  }

  ExecutionSettings withStepLimit(Duration limit) {
    return new ExecutionSettings(
        workerCount, workers, kernels, Optional.of(limit), membership, profiled);
  }

  ExecutionSettings withMembership(Membership own) {
    return new ExecutionSettings(
        workerCount, workers, kernels, stepLimit, Optional.of(own), profiled);
  }

  ExecutionSettings withProfile(boolean wanted) {
    return new ExecutionSettings(workerCount, workers, kernels, stepLimit, membership, wanted);
  }

  /**
   * Starts an engine, to be closed after use; on failure, its threads end.
   *
   * @param members all members, if this process is one of several
   * @param usual chooses the kernels if none are set, within the time limit
   */
  Engine engine(StepSettings settings, Optional<Members> members, Supplier<KernelSwitch> usual) {
    Workers used = workers.orElseGet(() -> ForkJoinWorkers.of(workerCount));
    Optional<StepLimit> limit = stepLimit.map(most -> StepLimit.of(most, used, settings));
    try {
      KernelSwitch chosen =
          kernels.map(KernelSwitch::always).orElseGet(() -> StepLimit.get(limit, usual));
      return new Engine(
          limit.<Workers>map(StepLimit::activity).orElse(used),
          workers.isEmpty(),
          chosen,
          limit,
          members);
    } catch (Throwable failure) {
      limit.ifPresent(StepLimit::close);
      if (workers.isEmpty()) {
        used.close();
      }
      throw failure;
    }
  }

  @Override
  public String toString() {
    int count = workers.map(Workers::count).orElse(workerCount);
    return (count == 1 ? "1 worker" : count + " workers")
        + kernels.map(set -> ", " + set.id() + " kernels").orElse("")
        + stepLimit.map(limit -> ", step limit " + limit).orElse("");
  }

  /** The members of a training, if this process is one of several. */
  Optional<Members> members() {
    return membership.map(Members::new);
  }

  /** A new profiler, if one is wanted. */
  Timing timing() {
    return Timing.of(profiled);
  }
}
