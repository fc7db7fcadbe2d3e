package dev.cotangent.cli;

import dev.cotangent.cli.data.DataSource;
import dev.cotangent.cli.data.Table;
import dev.cotangent.core.model.Model;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.Evaluator;
import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code cotangent evaluate}. */
@Command(
    name = "evaluate",
    description = "Judges a model on all rows of a table that has the target.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final ModelOptions options = new ModelOptions();
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
      Dataset data = data(info);
      Evaluation evaluation =
          Evaluator.evaluate(
              model,
              data,
              Samples.loss(info.task()),
              session.workers(),
              KernelsFor.predicting(model, data.size()));
      console.out().print(ResultTable.of("all rows", evaluation, Metrics.of(info.task())));
      console.out().flush();
    }
    return 0;
  }

  private Dataset data(ModelInfo info) {
    Table table = new DataSource(options.data()).read(info.columns());
    if (!table.columns().hasTarget()) {
      throw new UserError(
          table.source()
              + ": no target column '"
              + info.columns().target()
              + "', expected one to judge the model by");
    }
    return Samples.of(table, info.task(), info.classes());
  }
}
