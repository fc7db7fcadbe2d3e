package dev.cotangent.cli;

import dev.cotangent.core.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The directory from which a command loads plugins. */
final class PluginOptions {

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Directory with plugin jars: activations, layers, losses, optimizers and more.")
  private @Nullable Path plugins;

  /** The directory, if given. */
  Optional<Path> directory() {
    return Optional.ofNullable(plugins);
  }

  /** Opens the registry, with the plugins if a directory is given; the caller closes it. */
  Registry open() {
    Path directory = plugins;
    return directory == null ? Registry.standard() : Registry.withPlugins(directory);
  }
}
