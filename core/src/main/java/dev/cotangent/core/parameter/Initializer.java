package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * Gives a parameter its first values. A pure function of shape and stream; safe for use by many
 * threads.
 */
public interface Initializer {

  /** The stable lower-case name. */
  String id();

  /**
   * Fills {@code values} (row-major in the parameter's logical shape).
   *
   * @param shape the logical shape, PyTorch's: [out, in] for a dense weight
   * @param stream random numbers that depend on the model's seed and the parameter's name alone
   */
  void fill(float[] values, Shape shape, RandomStream stream);
}
