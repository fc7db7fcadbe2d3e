package dev.cotangent.training.step;

import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Objective;

/** Chooses kernels when none are configured. */
public final class KernelPolicy {

  /** Number of floating-point operations below which warming up fast kernels does not pay. */
  static final double WORTH_WARMING = 20e9;

  /** Time after which a training of unknown length is treated as a long one. */
  public static final long DELAY_NANOS = 100_000_000;

  private static final String PROPERTY = "cotangent.kernels";

  private KernelPolicy() {}

  /** Chooses the kernels for a training. */
  public static KernelSwitch choose(
      Objective objective, ParameterGroups groups, EpochBatches batches, int epochs) {
    Registry registry = Models.of(objective.models()).list().get(0).registry();
    Plan plan = StepGraph.compile(objective, groups, batches.full(), registry.portable()).plan();
    return choose(registry, plan.cost() * batches.count() * epochs);
  }

  /**
   * Returns the kernels that the system property names; otherwise portable ones, from which a large
   * job switches to the registry's.
   */
  public static KernelSwitch choose(Registry registry, double operations) {
    if (isForced()) {
      return KernelSwitch.always(registry.kernels());
    }
    return operations >= WORTH_WARMING
        ? KernelSwitch.warming(registry.portable(), registry::kernels, 0)
        : KernelSwitch.always(registry.portable());
  }

  /** For trainings of unknown length: warms up the faster kernels after 0.1 s. */
  public static KernelSwitch unknown(Registry registry) {
    return isForced()
        ? KernelSwitch.always(registry.kernels())
        : KernelSwitch.warming(registry.portable(), registry::kernels, DELAY_NANOS);
  }

  private static boolean isForced() {
    return !System.getProperty(PROPERTY, "").isEmpty();
  }
}
