package dev.cotangent.training.evaluation;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;

/**
 * The kernels for one pass over data: portable ones, which are fast without warm-up, unless there
 * is much to compute. For {@link Model#predictor(Kernels)} and {@link Evaluator#of} in
 * short-running programs.
 */
public final class PassKernels {

  /** About as many operations as pass before the JVM has compiled the vector kernels. */
  private static final double WORTH_WARMING = 2e10;

  private static final String FORCED = "cotangent.kernels";

  private PassKernels() {}

  /**
   * The kernels for evaluating or predicting this many samples: portable ones, or the registry's
   * choice if there is enough work for the JVM to compile them or the system property {@code
   * cotangent.kernels} names a set. The bits are the same with any.
   */
  public static Kernels of(Model model, int samples) {
    Registry registry = model.registry();
    boolean little = 2.0 * model.parameterCount() * samples < WORTH_WARMING;
    return little && System.getProperty(FORCED, "").isEmpty()
        ? registry.portable()
        : registry.kernels();
  }
}
