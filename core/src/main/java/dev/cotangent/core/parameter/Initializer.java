package dev.cotangent.core.parameter;

import dev.cotangent.core.Shape;
import dev.cotangent.core.random.RandomStream;

/**
 * Computes the initial values of a parameter: a pure function of shape and random stream.
 * Thread-safe.
 */
public interface Initializer {

  /** The stable lower-case id. */
  String id();

  /**
   * Fills {@code values} (row-major in the parameter's logical shape).
   *
   * @param shape the logical shape, PyTorch's: [out, in] for a dense weight
   * @param stream random numbers that depend on the model's seed and the parameter's name alone
   */
  void fill(float[] values, Shape shape, RandomStream stream);
}
