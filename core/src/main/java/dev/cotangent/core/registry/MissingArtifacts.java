package dev.cotangent.core.registry;

import dev.cotangent.core.plugin.PluginKind;
import dev.cotangent.core.plugin.RegistryEntry;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names, for an unknown id, the artifacts of Cotangent whose plugins were not found: they are not
 * on the path, or packaging the application has dropped their service declarations.
 */
final class MissingArtifacts {

  /** The root package: not a constant, which a shaded jar with renamed packages would keep. */
  private static final String ROOT =
      MissingArtifacts.class.getPackageName().replaceFirst("\\.core\\.registry$", "");

  /**
   * An artifact with plugins, in the package that its module is named after.
   *
   * @param kind the kind of plugin
   * @param name the artifact's name without the group
   */
  private record Artifact(PluginKind kind, String name) {

    String module() {
      return "dev.".concat("cotangent.") + name.replace('-', '.');
    }

    String coordinates() {
      return "dev.".concat("cotangent:cotangent-") + name;
    }

    boolean isAmong(List<RegistryEntry> found) {
      String prefix = ROOT + "." + name.replace('-', '.') + ".";
      return found.stream().anyMatch(entry -> entry.className().startsWith(prefix));
    }
  }

  private static final List<Artifact> ARTIFACTS =
      List.of(
          new Artifact(PluginKind.ACTIVATION, "activations"),
          new Artifact(PluginKind.KERNELS, "kernels-vector"),
          new Artifact(PluginKind.LAYER, "layers"),
          new Artifact(PluginKind.LAYER, "training"),
          new Artifact(PluginKind.LOSS, "core"),
          new Artifact(PluginKind.METRIC, "training"),
          new Artifact(PluginKind.OPTIMIZER, "optim"),
          new Artifact(PluginKind.SCHEDULE, "optim"));

  private MissingArtifacts() {}

  /**
   * Returns the part of an error message about missing artifacts.
   *
   * @param found the plugins of that kind that were found
   * @return empty if every artifact with such plugins has contributed at least one
   */
  static String hint(PluginKind kind, String id, List<RegistryEntry> found) {
    return ARTIFACTS.stream()
        .filter(artifact -> artifact.kind == kind && !artifact.isAmong(found))
        .map(artifact -> cures(artifact, id))
        .collect(Collectors.joining());
  }

  private static String cures(Artifact artifact, String id) {
    return "; " + absence(artifact) + "if '" + id + "' is one of these, " + remedy(artifact);
  }

  /** Says that the fast kernels are missing, and lists the remedies. */
  static String ofKernels() {
    Artifact artifact =
        ARTIFACTS.stream()
            .filter(each -> each.kind == PluginKind.KERNELS)
            .findFirst()
            .orElseThrow();
    return absence(artifact) + remedy(artifact);
  }

  private static String absence(Artifact artifact) {
    return "no "
        + artifact.kind
        + " of "
        + artifact.coordinates()
        + " (module "
        + artifact.module()
        + ") found: ";
  }

  private static String remedy(Artifact artifact) {
    return "add that dependency; in one jar made of several, merge the files of"
        + " META-INF/services; in a jlink image, give jlink --add-modules "
        + artifact.module()
        + " or --bind-services; in OSGi, start the bundle "
        + artifact.module()
        + " and Apache Aries SPI Fly";
  }
}
