package dev.cotangent.cli;

import dev.cotangent.core.plugin.RegistryEntry;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.registry.RegistryProblem;
import dev.cotangent.core.text.Printable;
import jakarta.inject.Inject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cotangent plugins}. */
@Command(
    name = "plugins",
    description =
        "List the activations, layers, losses, optimizers, schedules, metrics and kernel sets found.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  cotangent plugins",
      "  cotangent plugins --plugins my-jars",
      "  cotangent plugins --plugins my-jars --check",
      "  cotangent plugins --plugins my-jars --check my_activation",
      "",
      "A plugin is a class that a jar lists in META-INF/services; options such as --activation and"
          + " --optimizer take its id. A plugin that cannot be used is reported, and the exit code is"
          + " 1. --check runs the same contracts as cotangent gradcheck, on the ids given or on all,"
          + " ops included; a failure is printed with a line of Java that reproduces it."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PluginsCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Ids to list or check (default: all).")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--check", description = "Check the contract of each, as gradcheck does.")
  private boolean check;

  @Option(
      names = "--seed",
      defaultValue = "0",
      paramLabel = "N",
      description = "Seed of the random test points (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  PluginsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (check) {
      return Checkup.run(plugins, List.of(), ids, console, seed);
    }
    try (Registry registry = plugins.open()) {
      list(chosen(registry.entries()));
      return withoutProblems(registry.problems(), console) ? 0 : Errors.FAILED;
    }
  }

  /** Prints the plugins that cannot be used, and returns whether there are none. */
  static boolean withoutProblems(List<RegistryProblem> problems, Console console) {
    problems.forEach(problem -> console.err().println("cotangent: " + Printable.of("" + problem)));
    return problems.isEmpty();
  }

  private List<RegistryEntry> chosen(List<RegistryEntry> all) {
    List<String> known = all.stream().map(RegistryEntry::id).distinct().sorted().toList();
    ids.forEach(id -> Check.oneOf("ID", id, known));
    return ids.isEmpty() ? all : all.stream().filter(entry -> ids.contains(entry.id())).toList();
  }

  private void list(List<RegistryEntry> entries) {
    TextTable table = new TextTable("kind", "id", "class", "jar");
    for (RegistryEntry entry : entries) {
      table.row(entry.kind().id(), entry.id(), entry.className(), jar(entry.location()));
    }
    print(table);
  }

  private void print(TextTable table) {
    console.out().print(table);
    console.out().flush();
  }

  /** The file name of a location, without its directories. */
  static String jar(String location) {
    try {
      Path name = Path.of(location).getFileName();
      return name == null ? location : name.toString();
    } catch (InvalidPathException e) {
      return location;
    }
  }
}
