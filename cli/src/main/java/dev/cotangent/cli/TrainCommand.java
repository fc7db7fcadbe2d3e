package dev.cotangent.cli;

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
    int count = workers.count();
    try (Session session = Session.open(plugins.open(), count)) {
      TrainSettings settings = TrainSettings.of(options, count, session.registry());
      new Training(settings, session, console).run();
    }
    return 0;
  }
}
