package dev.cotangent.cli;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.model.Predictor;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.evaluation.ConfusionMatrix;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.evaluation.PassKernels;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.Table;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cotangent evaluate}. */
@Command(
    name = "evaluate",
    customSynopsis = "cotangent evaluate --model=DIR --data=DATA [OPTION...]",
    description = "Evaluate a model on a labelled table.",
    footerHeading = "%nExample:%n",
    footer = {
      "  cotangent evaluate --model houses --data csv:houses-of-2024.csv",
      "",
      "With a header, columns may come in any order; without one they must be those of the training"
          + " data, in the same order. A model that was trained with --plugins needs the same plugins."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final DataOption data = new DataOption();
  @Mixin private final ModelOptions options = new ModelOptions();

  @Heading("Model")
  @Option(names = "--metric", paramLabel = "NAME,NAME", description = Metrics.DESCRIPTION)
  private @Nullable String metrics;

  @Mixin private final WorkerOptions workerOptions = new WorkerOptions();
  @Mixin private final PluginOptions plugins = new PluginOptions();

  @Inject
  EvaluateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    int count = workerOptions.count();
    try (Session session = Session.open(plugins.open(), count)) {
      Model model = options.load(session.registry());
      ModelInfo info = ModelInfo.of(model, options.file().toString());
      Dataset samples = samples(info);
      Loss loss = ModelLoss.of(model, info.task(), session.registry());
      List<Metric> others = Metrics.parse(metrics, session.registry());
      Evaluation evaluation =
          Evaluator.of(
                  model,
                  loss,
                  session.workers(),
                  PassKernels.of(model, samples.size()),
                  others.toArray(Metric[]::new))
              .evaluate(samples);
      console.out().print(ResultTable.of("all rows", evaluation, Metrics.of(info.task(), others)));
      if (samples.isClassification()) {
        Predictor predictor = model.predictor(PassKernels.of(model, samples.size()));
        console.out().println();
        console.out().print(ConfusionMatrix.of(predictor, samples, loss).report());
      }
      console.out().flush();
    }
    return 0;
  }

  private Dataset samples(ModelInfo info) {
    Table table = data.source().read(data.columns(info));
    if (!table.columns().hasTarget()) {
      throw new UserError(
          table.source()
              + ": no target column '"
              + String.join("', '", info.columns().targets())
              + "', expected "
              + (info.columns().targets().size() == 1 ? "it" : "all of them")
              + " to evaluate the model");
    }
    return info.samples(table);
  }
}
