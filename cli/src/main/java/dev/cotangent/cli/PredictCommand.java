package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.data.ModelInfo;
import dev.cotangent.training.data.Table;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cotangent predict}. */
@Command(
    name = "predict",
    description = "Applies a model to every row of a table, which may have the target or not.",
    footerHeading = "%nExample:%n",
    footer = {
      "  cotangent predict --model houses --data csv:new-houses.csv --out prices.csv",
      "",
      "The file that is written has a header and a line for each row, in their order: for classes",
      "the most probable one (label) and the probability of each; for a regression the prediction",
      "in the unit of the training data, or prediction_NAME for each of several targets; for labels",
      "0 or 1 (label_NAME) and the probability of each. Columns with names may come in any order;",
      "without a header they must be those of the training data, with or without the targets, which",
      "are not read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ModelOptions options = new ModelOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The CSV file to write: label and probabilities, or prediction.")
  private Path out = Path.of("");

  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Outputs.checkFile("--out", out);
    try (Registry registry = plugins.open()) {
      Model model = options.load(registry);
      ModelInfo info = ModelInfo.of(model, options.file().toString());
      Table table = data.source().read(data.columns(info).withoutTarget());
      Predictions predictions = Predictions.of(model, options.file(), info, table);
      Outputs.write(out, predictions::write);
      console
          .out()
          .printf(
              Locale.ROOT,
              "%,d predictions written to %s%n",
              table.rows(),
              Printable.of(out.toString()));
    }
    return 0;
  }
}
