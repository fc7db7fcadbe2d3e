package dev.cotangent.cli;

import dev.cotangent.core.registry.Registry;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cotangent train}. */
@Command(
    name = "train",
    description = "Trains a network on a table.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final TrainOptions options = new TrainOptions();
  @Mixin private final WorkerOptions workers = new WorkerOptions();
  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  TrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Registry registry = plugins.open()) {
      TrainSettings settings = TrainSettings.of(options, workers.count(), registry);
      new Training(settings, registry, console).run();
    }
    return 0;
  }
}
