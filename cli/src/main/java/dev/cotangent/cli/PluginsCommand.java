package dev.cotangent.cli;

import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryEntry;
import jakarta.inject.Inject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cotangent plugins}. */
@Command(
    name = "plugins",
    description =
        "Lists every activation, layer, loss, optimizer, schedule and kernel set that is found.",
    footerHeading = "%nExample:%n",
    footer = {
      "  cotangent plugins",
      "  cotangent plugins --plugins my-jars",
      "",
      "A plugin is a class that a jar names in META-INF/services; the ids are what options such as",
      "--activation and --optimizer take. One that cannot be used is reported, and the exit code",
      "is 1."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PluginsCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  PluginsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Registry registry = plugins.open()) {
      TextTable table = new TextTable("kind", "id", "class", "jar");
      for (RegistryEntry entry : registry.entries()) {
        table.row(entry.kind(), entry.id(), entry.className(), jar(entry.location()));
      }
      console.out().print(table);
      console.out().flush();
      registry.problems().forEach(problem -> console.err().println("cotangent: " + problem));
      return registry.problems().isEmpty() ? 0 : Errors.FAILED;
    }
  }

  /** The last name of a location, which is what tells jars apart. */
  private static String jar(String location) {
    try {
      Path name = Path.of(location).getFileName();
      return name == null ? location : name.toString();
    } catch (InvalidPathException e) {
      return location;
    }
  }
}
