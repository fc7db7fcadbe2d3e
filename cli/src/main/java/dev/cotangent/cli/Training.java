package dev.cotangent.cli;

import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.layers.Sequential;
import dev.cotangent.optim.Plateau;
import dev.cotangent.training.Trainer;
import dev.cotangent.training.TrainingControl;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.ReduceOnPlateau;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.RowSplit;
import dev.cotangent.training.data.Split;
import dev.cotangent.training.evaluation.Evaluator;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.result.Evaluation;
import dev.cotangent.training.result.History;
import dev.cotangent.training.table.Classes;
import dev.cotangent.training.table.FeatureEncoding;
import dev.cotangent.training.table.ModelInfo;
import dev.cotangent.training.table.Table;
import dev.cotangent.training.table.Task;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** One run of {@code cotangent train}: reads and splits data, trains, evaluates, writes files. */
final class Training {

  /** The exit code of a run that was stopped and can be resumed: as of a process after Ctrl-C. */
  static final int STOPPED = 130;

  private final TrainSettings settings;
  private final Session session;
  private final Console console;
  private final Optional<RunLock> held;
  private final TrainingControl control = TrainingControl.of();
  private final Map<Long, String> failures = new TreeMap<>();

  /**
   * A run that has not started.
   *
   * @param held the lock on the run's directory, if already acquired
   */
  Training(TrainSettings settings, Session session, Console console, Optional<RunLock> held) {
    this.settings = settings;
    this.session = session;
    this.console = console;
    this.held = held;
  }

  /** Trains and returns the exit code. */
  int run() throws IOException {
    Table table = settings.data().read(settings.columns());
    Task task = settings.task().orElseGet(() -> Task.of(table));
    Classes classes = task == Task.CLASSIFICATION ? Classes.of(table) : Classes.none();
    RowSplit rows = rows(table, classes);
    ModelInfo info = ModelInfo.fit(task, table, classes, rows.train(), settings.ignoreUnknown());
    Split split = rows.of(info.samples(table));
    return settings.out().isEmpty() ? run(task, info, split) : runLocked(task, info, split);
  }

  /** Holds the directory's lock; on a signal, the JVM exits only after its release. */
  private int runLocked(Task task, ModelInfo info, Split split) throws IOException {
    StopOnSignal stop = StopOnSignal.of(control);
    try {
      RunLock lock = held.isPresent() ? held.get() : RunLock.of(settings.out().orElseThrow());
      try {
        return run(task, info, split);
      } finally {
        lock.close();
      }
    } finally {
      stop.close();
    }
  }

  private int run(Task task, ModelInfo info, Split split) {
    Optional<TrainingResult> result = train(task, split, info.encoding());
    return result.isEmpty() ? stopped() : new RunFiles(settings, console).write(result.get(), info);
  }

  /** Reports a run that was stopped by a signal, and returns its exit code. */
  private int stopped() {
    console
        .err()
        .println(
            "cotangent: stopped after step "
                + control.progress().step()
                + "; resume with train --resume "
                + settings.out().orElseThrow());
    console.err().flush();
    return STOPPED;
  }

  private RowSplit rows(Table table, Classes classes) {
    double validation = settings.validation();
    double test = settings.test();
    return classes.count() == 0
        ? RowSplit.random(table.rows(), validation, test, settings.seed())
        : RowSplit.stratified(
            classes.indices(table), classes.count(), validation, test, settings.seed());
  }

  /** The result; empty if a signal stopped the training. */
  private Optional<TrainingResult> train(Task task, Split split, FeatureEncoding encoding) {
    if (task != Task.REGRESSION) {
      Sequential layers = Network.of(settings, split.train(), encoding);
      Model model = build(layers, encoding);
      History history = fit(model, task, split);
      return evaluated(task, split, () -> model, history);
    }
    TargetScale scale = TargetScale.of(split.train());
    Dataset train = scale.scaled(split.train());
    Sequential layers = Network.of(settings, train, encoding);
    Model model = build(layers, encoding);
    Split scaled = new Split(train, scale.scaled(split.validation()), split.test());
    History history = fit(model, task, scaled);
    return evaluated(task, split, () -> scale.unscaled(model, layers), history);
  }

  private Model build(Sequential layers, FeatureEncoding encoding) {
    Model model = layers.build(encoding.signature(), settings.seed(), session.registry());
    EmbeddingRows.check(model, encoding);
    return model;
  }

  private History fit(Model model, Task task, Split parts) {
    Dataset train = parts.train();
    Dataset validation = parts.validation();
    Trainer trainer =
        session
            .trainers()
            .of(model)
            .loss(loss(task))
            .optimizer(settings.optimizer())
            .averaged(settings.averaged())
            .schedule(schedule(train.size()))
            .batch(batch(train.size()))
            .seed(settings.seed())
            .profile(settings.profile())
            .accumulate(settings.accumulate())
            .shards(settings.shards())
            .metrics(metrics())
            .callbacks(callbacks());
    if (settings.clip().isPresent()) {
      trainer = trainer.clipGlobalNorm(settings.clip().getAsDouble());
    }
    if (settings.stepLimit().isPresent()) {
      trainer = trainer.stepLimit(settings.stepLimit().get());
    }
    if (settings.trainingMetrics()) {
      trainer = trainer.trainingMetrics(metrics());
    }
    if (validation.size() > 0) {
      trainer = trainer.validation(validation);
    }
    if (settings.out().isPresent()) {
      settings.continuation().apply(trainer, settings.out().get(), parts.test());
      trainer.checkpointFailures(failure -> warn(failure));
    }
    return trainer.control(control).fit(train, settings.epochs());
  }

  private Metric[] metrics() {
    return settings.metrics().toArray(Metric[]::new);
  }

  /** The mini-batch size, at most all samples if it is the default, which needs no warning. */
  private int batch(int samples) {
    return settings.batch() == LearningOptions.DEFAULT_BATCH
        ? Math.min(samples, settings.batch())
        : settings.batch();
  }

  private Callback[] callbacks() {
    Progress progress = new Progress(console, settings.epochs(), settings.metrics());
    return settings.plateau().isEmpty()
        ? new Callback[] {progress}
        : new Callback[] {progress, ReduceOnPlateau.of(Plateau.of(settings.plateau().getAsInt()))};
  }

  private Loss loss(Task task) {
    return Losses.of(task, settings.loss(), session.registry());
  }

  private Schedule schedule(int samples) {
    long batches = ((long) samples + settings.batch() - 1) / settings.batch();
    long steps = (batches + settings.accumulate() - 1) / settings.accumulate();
    Notation notation = settings.schedule();
    return session
        .registry()
        .schedule(notation.id())
        .withHorizon(steps * settings.epochs())
        .with(notation.attributes());
  }

  private void warn(TrainingException failure) {
    failures.put(failure.step(), failure.getMessage());
    if (failures.size() == 1) {
      console.err().println("cotangent: " + failure.getMessage() + "; training continues");
    }
  }

  private Optional<TrainingResult> evaluated(
      Task task, Split split, Supplier<Model> trained, History history) {
    if (control.isCancelled() && history.epochs().size() < settings.epochs()) {
      return Optional.empty();
    }
    Model model = trained.get();
    return Optional.of(
        new TrainingResult(
            settings,
            task,
            loss(task),
            split,
            model,
            history,
            evaluate(task, model, split.train(), history.kernels()),
            evaluate(task, model, split.validation(), history.kernels()),
            evaluate(task, model, split.test(), history.kernels()),
            Optional.ofNullable(failures.get(history.steps()))));
  }

  private Optional<Evaluation> evaluate(Task task, Model model, Dataset data, String kernels) {
    return data.size() == 0
        ? Optional.empty()
        : Optional.of(
            Evaluator.of(
                    model,
                    loss(task),
                    session.workers(),
                    session.registry().kernels(kernels),
                    metrics())
                .evaluate(data));
  }
}
