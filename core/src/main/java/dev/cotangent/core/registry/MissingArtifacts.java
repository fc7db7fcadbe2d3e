package dev.cotangent.core.registry;

import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names, for an id that is unknown, the artifacts of Cotangent whose plugins were not found: they
 * are not on the path, or what packed the application has lost their service declarations.
 */
final class MissingArtifacts {

  private static final String GROUP = "dev.cotangent";

  /**
   * An artifact with plugins, which lie in the package that its module is named after.
   *
   * @param kind of plugin
   * @param name without the group's
   */
  private record Artifact(String kind, String name) {

    String module() {
      return GROUP + "." + name.replace('-', '.');
    }

    String coordinates() {
      return GROUP + ":cotangent-" + name;
    }

    boolean isAmong(List<RegistryEntry> found) {
      return found.stream().anyMatch(entry -> entry.className().startsWith(module() + "."));
    }
  }

  private static final List<Artifact> ARTIFACTS =
      List.of(
          new Artifact("activation", "activations"),
          new Artifact("kernels", "kernels-vector"),
          new Artifact("layer", "layers"),
          new Artifact("layer", "training"),
          new Artifact("loss", "core"),
          new Artifact("optimizer", "optim"),
          new Artifact("schedule", "optim"));

  private MissingArtifacts() {}

  /**
   * The part of an error message about missing artifacts.
   *
   * @param found the plugins of that kind that were found
   * @return nothing if some plugin of each artifact that has such plugins was found
   */
  static String hint(String kind, String id, List<RegistryEntry> found) {
    return ARTIFACTS.stream()
        .filter(artifact -> artifact.kind.equals(kind) && !artifact.isAmong(found))
        .map(artifact -> cures(artifact, id))
        .collect(Collectors.joining());
  }

  private static String cures(Artifact artifact, String id) {
    return "; no "
        + artifact.kind
        + " of "
        + artifact.coordinates()
        + " (module "
        + artifact.module()
        + ") was found: if '"
        + id
        + "' is one of these, add that dependency; in one jar made of several, merge the files of"
        + " META-INF/services; in a jlink image, give jlink --add-modules "
        + artifact.module()
        + " or --bind-services";
  }
}
