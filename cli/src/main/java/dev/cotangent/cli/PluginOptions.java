package dev.cotangent.cli;

import dev.cotangent.core.registry.Registry;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The plugins of a command. */
final class PluginOptions {

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "A directory with jars of activations, layers or optimizers.")
  private @Nullable Path plugins;

  /** The directory, if one was given. */
  Optional<Path> directory() {
    return Optional.ofNullable(plugins);
  }

  /** The registry, to be closed. */
  Registry open() {
    Path directory = plugins;
    return directory == null ? Registry.standard() : Registry.withPlugins(directory);
  }
}
