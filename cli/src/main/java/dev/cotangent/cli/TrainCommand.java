package dev.cotangent.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cotangent train}. */
@Command(
    name = "train",
    description = "Trains a network on a table or on images, and judges it.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  Digits on board, and a model to keep:",
      "    cotangent train --data builtin:digits --out digits",
      "  A table with a header, the column 'price' to be predicted, two columns of categories:",
      "    cotangent train --data csv:houses.csv --target price --one-hot town,heating --out houses",
      "  MNIST, from its original files:",
      "    cotangent train --data idx:mnist/train --layers 256,128 --epochs 10 --normalize none",
      "  A spiral, which needs a wider network and larger steps:",
      "    cotangent train --data builtin:spirals --layers 64,64 --learning-rate 0.01",
      "",
      "The samples are split into three parts, each class with its share in every part: those that",
      "are trained on, those that watch over the training, and those that judge the model at the",
      "end. Scales and categories are those of the first part, and are kept in the model together",
      "with the names of columns and classes, so that predict understands a table whose columns",
      "come in another order. A field that is missing is an error that names its line and column."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ColumnOptions columns = new ColumnOptions();
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
      TrainSettings settings =
          TrainSettings.of(data.source(), columns, options, count, session.registry());
      new Training(settings, session, console).run();
    }
    return 0;
  }
}
