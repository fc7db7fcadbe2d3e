package dev.cotangent.core.registry;

/**
 * A provider that could not be used and was skipped.
 *
 * @param kind the id of the kind of plugin, or {@code jar}
 * @param location the jar, folder or module, as far as it is known
 * @param message what is wrong, with the class as far as it is known
 */
public record RegistryProblem(String kind, String location, String message) {

  @Override
  public String toString() {
    return kind + " in " + location + ": " + message;
  }
}
