package dev.cotangent.cli;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.Callback;
import dev.cotangent.training.Dataset;
import dev.cotangent.training.Evaluation;
import dev.cotangent.training.Evaluator;
import dev.cotangent.training.History;
import dev.cotangent.training.ReduceOnPlateau;
import dev.cotangent.training.Split;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.data.Classes;
import dev.cotangent.training.data.FeatureEncoding;
import dev.cotangent.training.data.ModelInfo;
import dev.cotangent.training.data.Table;
import dev.cotangent.training.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** One run of {@code cotangent train}: read, split, train, judge, write. */
final class Training {

  private final TrainSettings settings;
  private final Session session;
  private final Console console;

  Training(TrainSettings settings, Session session, Console console) {
    this.settings = settings;
    this.session = session;
    this.console = console;
  }

  void run() throws IOException {
    Table table = settings.data().read(settings.columns());
    Task task = settings.task().orElseGet(() -> Task.of(table));
    ModelInfo info = info(table, task);
    Split split =
        Split.stratified(
            info.samples(table), settings.validation(), settings.test(), settings.seed());
    TrainingResult result = train(task, split, info.encoding());
    write(result, result.model().withMetadata(info.metadata()));
  }

  private ModelInfo info(Table table, Task task) {
    Classes classes = task == Task.CLASSIFICATION ? Classes.of(table) : Classes.none();
    FeatureEncoding encoding =
        FeatureEncoding.fit(
            table,
            classes,
            settings.validation(),
            settings.test(),
            settings.seed(),
            settings.ignoreUnknown());
    return ModelInfo.of(task, table.columns(), encoding, classes);
  }

  private TrainingResult train(Task task, Split split, FeatureEncoding encoding) {
    if (task == Task.CLASSIFICATION) {
      Sequential layers = Network.of(settings, split.train(), encoding);
      Model model = build(layers, split.train());
      return judge(task, split, model, fit(model, task, split.train(), split.validation()));
    }
    TargetScale scale = TargetScale.of(split.train());
    Dataset train = scale.scaled(split.train());
    Sequential layers = Network.of(settings, train, encoding);
    Model model = build(layers, train);
    History history = fit(model, task, train, scale.scaled(split.validation()));
    return judge(task, split, scale.unscaled(model, layers), history);
  }

  private Model build(Sequential layers, Dataset train) {
    return layers.build(train.sampleShape(), settings.seed(), session.registry());
  }

  private History fit(Model model, Task task, Dataset train, Dataset validation) {
    Trainer trainer =
        session
            .trainers()
            .of(model)
            .loss(loss(task))
            .optimizer(settings.optimizer())
            .schedule(schedule(train.size()))
            .batch(settings.batch())
            .seed(settings.seed())
            .profile(settings.profile())
            .accumulate(settings.accumulate())
            .callbacks(callbacks());
    if (settings.clip().isPresent()) {
      trainer = trainer.clipGlobalNorm(settings.clip().getAsDouble());
    }
    if (settings.stepLimit().isPresent()) {
      trainer = trainer.stepLimit(settings.stepLimit().get());
    }
    if (validation.size() > 0) {
      trainer = trainer.validation(validation);
    }
    settings.continuation().apply(trainer, settings.out());
    return trainer.fit(train, settings.epochs());
  }

  private Callback[] callbacks() {
    Progress progress = new Progress(console, settings.epochs());
    return settings.plateau().isEmpty()
        ? new Callback[] {progress}
        : new Callback[] {
          progress, ReduceOnPlateau.of(Plateau.patience(settings.plateau().getAsInt()))
        };
  }

  private Loss loss(Task task) {
    return Losses.of(task, settings.loss(), session.registry());
  }

  private Schedule schedule(int samples) {
    long batches = (samples + settings.batch() - 1L) / settings.batch();
    long steps = (batches + settings.accumulate() - 1) / settings.accumulate();
    Notation notation = settings.schedule();
    return session
        .registry()
        .schedule(notation.id())
        .withHorizon(steps * settings.epochs())
        .with(notation.attributes());
  }

  private TrainingResult judge(Task task, Split split, Model model, History history) {
    return new TrainingResult(
        settings,
        task,
        split,
        model,
        history,
        evaluate(task, model, split.train(), history.kernels()),
        evaluate(task, model, split.validation(), history.kernels()),
        evaluate(task, model, split.test(), history.kernels()));
  }

  private Optional<Evaluation> evaluate(Task task, Model model, Dataset data, String kernels) {
    return data.size() == 0
        ? Optional.empty()
        : Optional.of(
            Evaluator.evaluate(
                model, data, loss(task), session.workers(), session.registry().kernels(kernels)));
  }

  private void write(TrainingResult result, Model model) throws IOException {
    Optional<Path> file = Optional.empty();
    if (settings.out().isPresent()) {
      file = Optional.of(Outputs.writeModel(settings.out().get(), model));
      RunPictures.write(settings.out().get(), result);
    }
    if (settings.report().isPresent()) {
      Outputs.writeJson(settings.report().get(), Report.of(result));
    }
    console.out().print(ResultTable.of(result, file));
    result.history().profile().ifPresent(profile -> console.out().print("\n" + profile));
    console.out().flush();
  }
}
