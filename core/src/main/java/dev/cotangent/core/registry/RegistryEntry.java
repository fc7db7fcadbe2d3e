package dev.cotangent.core.registry;

/**
 * A plugin that the registry holds.
 *
 * @param kind {@code activation}, {@code layer}, {@code optimizer}, {@code schedule} or {@code
 *     kernels}
 * @param id what it is asked for by
 * @param className its class
 * @param location the jar, folder or module that its class comes from
 */
public record RegistryEntry(String kind, String id, String className, String location) {

  @Override
  public String toString() {
    return kind + " '" + id + "' (" + className + " in " + location + ")";
  }
}
