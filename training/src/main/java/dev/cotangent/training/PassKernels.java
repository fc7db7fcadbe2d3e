package dev.cotangent.training;

import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;

/**
 * The kernels for one pass over data: those that are fast at once, unless there is much to do. For
 * {@link Model#predictor(Kernels)} and {@link Evaluator#of} in programs that end soon.
 */
public final class PassKernels {

  /** About what it takes until the JVM has compiled the vector kernels, in operations. */
  private static final double WORTH_WARMING = 2e10;

  private static final String FORCED = "cotangent.kernels";

  private PassKernels() {}

  /**
   * The kernels that evaluate or predict so many samples: the portable ones, or the registry's
   * choice where the JVM has the time to compile those, or the system property {@code
   * cotangent.kernels} names some. The bits are the same with any.
   */
  public static Kernels of(Model model, int samples) {
    Registry registry = model.registry();
    boolean little = 2.0 * model.parameterCount() * samples < WORTH_WARMING;
    return little && System.getProperty(FORCED, "").isEmpty()
        ? registry.portable()
        : registry.kernels();
  }
}
