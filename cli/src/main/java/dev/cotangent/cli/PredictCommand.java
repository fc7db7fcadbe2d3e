package dev.cotangent.cli;

import dev.cotangent.core.model.Model;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.Printable;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.Table;
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
    customSynopsis = "cotangent predict --model=DIR --data=DATA --out=FILE [OPTION...]",
    description = "Run a model on every row of a table, with or without target columns.",
    footerHeading = "%nExample:%n",
    footer = {
      "  cotangent predict --model houses --data csv:new-houses.csv --out prices.csv",
      "",
      "The output file has a header and one line per row, in the same order. Its columns:",
      "",
      "  classification  label (the most probable class), probability_CLASS ...",
      "  regression      prediction, in the unit of the training data;",
      "                  prediction_NAME ... if there are several targets",
      "  multi_label     label_NAME (0 or 1) ..., probability_NAME ...",
      "",
      "With a header, columns may come in any order; without one they must be those of the training"
          + " data, with or without the targets, which are not read."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class PredictCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ModelOptions options = new ModelOptions();

  @Heading("Output")
  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "CSV file for the predictions.")
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
