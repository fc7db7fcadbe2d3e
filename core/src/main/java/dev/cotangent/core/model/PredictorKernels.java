package dev.cotangent.core.model;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.registry.Registry;
import java.lang.ref.WeakReference;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The kernels of a predictor: one set throughout, or for each of its plans at first the portable
 * one, which is fast without warm-up, and later the registry's if it has proved to be faster.
 *
 * @param first the kernels at first
 * @param registry supplies the later ones
 */
record PredictorKernels(Kernels first, Optional<Registry> registry) {

  private static final String PROPERTY = "cotangent.kernels";

  /** Operations that a plan serves before a warm-up: below a second of one processor. */
  private static final double WORTH_WARMING = 2e9;

  /** Smaller plans take their time for other things, whatever the kernels. */
  private static final double TINY = 2_000;

  /** Uses one set. */
  static PredictorKernels always(Kernels kernels) {
    return new PredictorKernels(kernels, Optional.empty());
  }

  /** Uses the set that the system property names, or starts on portable kernels. */
  static PredictorKernels of(Registry registry) {
    return System.getProperty(PROPERTY, "").isEmpty()
        ? new PredictorKernels(registry.portable(), Optional.of(registry))
        : always(registry.kernels());
  }

  /** The kernels of a plan. */
  PlanKernels of(Plan plan) {
    double operations = plan.cost();
    if (registry.isEmpty() || operations < TINY) {
      return new PlanKernels(first, 0, kernels -> {});
    }
    int calls = (int) (WORTH_WARMING / operations) + 1;
    return new PlanKernels(first, calls, warming(registry.get()));
  }

  /**
   * Warms up plans in the background, one after another. One whose predictor is gone by then, as in
   * a service that often loads a model, is neither kept in memory nor warmed up.
   */
  private static Consumer<PlanKernels> warming(Registry registry) {
    return kernels -> {
      WeakReference<PlanKernels> waiting = new WeakReference<>(kernels);
      registry.background(
          () -> Optional.ofNullable(waiting.get()).ifPresent(k -> k.warmUp(registry::kernels)));
    };
  }
}
