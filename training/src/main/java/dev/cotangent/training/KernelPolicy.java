package dev.cotangent.training;

import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.registry.Registry;

/** Which kernels a job is worth, where nobody has said. */
final class KernelPolicy {

  /** Below that many floating-point operations fast kernels do not pay for getting warm. */
  static final double WORTH_WARMING = 20e9;

  /** After that long a training of unknown length is likely to be a long one. */
  static final long DELAY_NANOS = 300_000_000;

  private static final String PROPERTY = "cotangent.kernels";

  private KernelPolicy() {}

  /** The kernels for a training. */
  static KernelSwitch choose(
      Objective objective, ParameterGroups groups, EpochBatches batches, int epochs) {
    Registry registry = objective.models().list().get(0).registry();
    Plan plan = StepGraph.compile(objective, groups, batches.full(), registry.portable()).plan();
    return choose(registry, plan.cost() * batches.count() * epochs);
  }

  /**
   * The kernels that the system property names; else portable ones, from which a large job changes
   * to the registry's.
   */
  static KernelSwitch choose(Registry registry, double operations) {
    if (isForced()) {
      return KernelSwitch.always(registry.kernels());
    }
    return operations >= WORTH_WARMING
        ? KernelSwitch.warming(registry.portable(), registry::kernels, 0)
        : KernelSwitch.always(registry.portable());
  }

  /** As a large job, but nobody knows: the job is taken for one when it has trained for a while. */
  static KernelSwitch unknown(Registry registry) {
    return isForced()
        ? KernelSwitch.always(registry.kernels())
        : KernelSwitch.warming(registry.portable(), registry::kernels, DELAY_NANOS);
  }

  private static boolean isForced() {
    return !System.getProperty(PROPERTY, "").isEmpty();
  }
}
