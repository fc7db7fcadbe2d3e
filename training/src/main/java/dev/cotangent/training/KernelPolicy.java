package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.registry.Registry;

/** Which kernels a job is worth, where nobody has said. */
final class KernelPolicy {

  /** Below that many floating-point operations fast kernels do not pay for getting warm. */
  static final double WORTH_WARMING = 20e9;

  private static final String PROPERTY = "cotangent.kernels";

  private KernelPolicy() {}

  /** The kernels for a training. */
  static Kernels choose(Model model, Loss loss, EpochBatches batches, int epochs) {
    Kernels portable = model.registry().portable();
    Plan plan = StepGraph.compile(model, loss, batches.fullRows(), portable).plan();
    return choose(model.registry(), plan.cost() * batches.count() * epochs);
  }

  /** The registry's kernels for a large job or if the system property names some, else portable. */
  static Kernels choose(Registry registry, double operations) {
    boolean forced = !System.getProperty(PROPERTY, "").isEmpty();
    return forced || operations >= WORTH_WARMING ? registry.kernels() : registry.portable();
  }
}
