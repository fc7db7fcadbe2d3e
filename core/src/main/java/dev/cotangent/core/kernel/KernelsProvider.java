package dev.cotangent.core.kernel;

/**
 * Offers one kernel set to the registry, which finds providers through {@link
 * java.util.ServiceLoader}.
 *
 * <p>A provider must load on every machine: types that may be missing (the Vector API's) belong in
 * the kernels, not here.
 */
public interface KernelsProvider {

  /** The id of the set that {@link #create} makes. */
  String id();

  /** The reason why the set cannot be used on this machine, for people to read; empty if it can. */
  String unavailableBecause();

  /**
   * Creates the kernels.
   *
   * @throws IllegalStateException if {@link #unavailableBecause} is not empty
   */
  Kernels create();
}
