package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.argument.Given;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.metric.Metric;
import dev.cotangent.core.metric.MetricInput;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.optimizer.Schedule;
import dev.cotangent.core.registry.Registry;
import dev.cotangent.core.text.NamePattern;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.ConstantRate;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.callback.BestModel;
import dev.cotangent.training.callback.Callback;
import dev.cotangent.training.callback.EarlyStopping;
import dev.cotangent.training.checkpoint.CheckpointContent;
import dev.cotangent.training.checkpoint.DataWatch;
import dev.cotangent.training.checkpoint.RunIdentity;
import dev.cotangent.training.checkpoint.RunSettings;
import dev.cotangent.training.data.Dataset;
import dev.cotangent.training.data.SampleSource;
import dev.cotangent.training.failure.NonFiniteException;
import dev.cotangent.training.failure.ResumeException;
import dev.cotangent.training.failure.Setting;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.measure.LossTargets;
import dev.cotangent.training.measure.MeasuredMetrics;
import dev.cotangent.training.measure.MetricSet;
import dev.cotangent.training.measure.ModelEvaluator;
import dev.cotangent.training.measure.ObjectiveEvaluator;
import dev.cotangent.training.measure.ObjectiveMetrics;
import dev.cotangent.training.metric.OutputMetric;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.objective.Forward;
import dev.cotangent.training.objective.Objective;
import dev.cotangent.training.result.EpochResult;
import dev.cotangent.training.result.Figures;
import dev.cotangent.training.result.History;
import dev.cotangent.training.step.Averages;
import dev.cotangent.training.step.BatchShape;
import dev.cotangent.training.step.Engine;
import dev.cotangent.training.step.EpochBatches;
import dev.cotangent.training.step.Interruption;
import dev.cotangent.training.step.KernelPolicy;
import dev.cotangent.training.step.KernelSwitch;
import dev.cotangent.training.step.ParameterGroups;
import dev.cotangent.training.step.StepLimit;
import dev.cotangent.training.step.StepSettings;
import dev.cotangent.training.step.Timing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains a model on a data set, epoch by epoch, in mini-batches.
 *
 * <pre>{@code
 * History history = Trainer.of(model)
 *     .loss(CrossEntropy.ofClassIndices())
 *     .optimizer(Adam.of(1e-3))
 *     .validation(split.validation())
 *     .callbacks(EarlyStopping.patience(5))
 *     .fit(split.train(), 30);
 * }</pre>
 *
 * <p>The resulting parameters are a function of model, data, settings and seed to the bit,
 * independent of workers, kernels and machine. Any error leaves the model as it was after the last
 * successful step. Each call of {@link #fit} starts at step 0 with fresh optimizer state, unless it
 * {@linkplain #resume resumes} a checkpoint.
 *
 * <p>One thread at a time. Trainings of different models may run concurrently.
 */
public final class Trainer {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private static final int DEFAULT_BATCH = 32;

  private final Optional<Model> given;
  private Optional<Objective> objective;
  private Optional<Optimizer> optimizer = Optional.empty();
  private Schedule schedule = new ConstantRate();
  private Optional<GradientClipping> clipping = Optional.empty();
  private Optional<ValueClipping> valueClipping = Optional.empty();
  private final Map<NamePattern, Optimizer> groups = new LinkedHashMap<>();
  private List<NamePattern> frozen = List.of();
  private int microBatches = 1;
  private MetricSet metrics = MetricSet.USUAL;
  private Optional<MetricSet> trainingMetrics = Optional.empty();
  private int batch = DEFAULT_BATCH;
  private OptionalLong seed = OptionalLong.empty();
  private int workerCount = Runtime.getRuntime().availableProcessors();
  private Optional<Workers> workers = Optional.empty();
  private Optional<Kernels> kernels = Optional.empty();
  private Optional<Dataset> validation = Optional.empty();
  private List<Callback> callbacks = List.of();
  private boolean averaged;
  private Optional<Duration> stepLimit = Optional.empty();
  private boolean profile;
  private Optional<Path> checkpoint = Optional.empty();
  private long checkpointEvery;
  private Map<String, String> checkpointNotes = Map.of();
  private Consumer<TrainingException> checkpointFailures =
      failure -> LOG.warn("{}; the training continues", failure.getMessage());
  private Optional<Checkpoint> resumed = Optional.empty();
  private TrainingControl control = TrainingControl.of();

  private Trainer(Optional<Model> given, Optional<Objective> objective) {
    this.given = given;
    this.objective = objective;
  }

  /** Creates a trainer for a model, whose parameters it changes. */
  public static Trainer of(Model model) {
    return new Trainer(Optional.of(Given.of("trainer: the model", model)), Optional.empty());
  }

  /**
   * Creates a trainer for a custom objective, to be trained on a data set ({@link #fit}) or in a
   * custom loop ({@link #step}). All models that it names are trained, except what is {@linkplain
   * #freeze frozen}.
   */
  public static Trainer of(Objective objective) {
    Given.of("trainer: the objective", objective);
    objective.models();
    return new Trainer(Optional.empty(), Optional.of(objective));
  }

  /**
   * The loss to minimize (required, unless the trainer was created for an {@link Objective}).
   *
   * @throws CotangentException if the trainer was created for an objective
   */
  public Trainer loss(Loss newLoss) {
    if (given.isEmpty()) {
      throw new CotangentException(
          "trainer: an objective defines its own loss in parts; remove the call of loss");
    }
    objective =
        Optional.of(Objective.supervised(given.get(), Given.of("trainer: the loss", newLoss)));
    return this;
  }

  /** The optimizer (required). */
  public Trainer optimizer(Optimizer newOptimizer) {
    optimizer = Optional.of(Given.of("trainer: the optimizer", newOptimizer));
    return this;
  }

  /** The learning rate schedule; constant by default. */
  public Trainer schedule(Schedule newSchedule) {
    schedule = Given.of("trainer: the schedule", newSchedule);
    return this;
  }

  /** Clips gradients to this Euclidean norm, taken over all weights together; off by default. */
  public Trainer clipGlobalNorm(double maxNorm) {
    clipping = Optional.of(GradientClipping.byGlobalNorm(maxNorm));
    return this;
  }

  /** Clips each element of the gradients to ±limit, before clipping by norm; off by default. */
  public Trainer clipValue(double limit) {
    valueClipping = Optional.of(new ValueClipping(limit));
    return this;
  }

  /**
   * Sets different hyperparameters for some weights, as in {@code group("*.bias",
   * adamW.withWeightDecay(0))}, or another optimizer. If several groups match a weight, the first
   * one applies.
   *
   * @param names pattern of weight names; {@code *} matches any characters
   * @param rule optimizer of these weights; the schedule applies to it, too
   */
  public Trainer group(String names, Optimizer rule) {
    groups.put(new NamePattern(names), rule);
    return this;
  }

  /**
   * Freezes parameters, as in {@code freeze("0.*")}: matching weights keep their values, and their
   * gradients are not computed; matching states, such as the {@code running_mean} of a batch norm,
   * keep theirs.
   *
   * <p>A state that no pattern matches is updated even if all weights of its layer are frozen, as
   * in {@code freeze("0.weight", "0.bias")}. In training mode a batch norm uses the statistics of
   * the batch, frozen or not; freezing keeps the running statistics used for inference. Freezing
   * does not switch a layer to inference mode; the layer {@code inference} and {@link
   * Forward#inference} do.
   *
   * @param names patterns of weight and state names; {@code *} matches any characters
   */
  public Trainer freeze(String... names) {
    frozen = Arrays.stream(names).map(NamePattern::new).toList();
    return this;
  }

  /**
   * The number of mini-batches accumulated for one update, 1 by default: the update equals that of
   * one batch with all their samples, in the memory of one mini-batch. The last update of an epoch
   * uses those that are left. See {@link TrainStep#accumulate(float[], int[])}.
   */
  public Trainer accumulate(int batches) {
    if (batches < 1) {
      throw new CotangentException("trainer: accumulate is " + batches + ", expected 1 or more");
    }
    microBatches = batches;
    return this;
  }

  /**
   * Metrics of the validation data in addition to the {@linkplain #defaultMetrics default} ones; a
   * metric with the name of a default one, such as {@code accuracy}, replaces it. Callbacks may
   * watch them by name.
   *
   * <p>Metrics of an objective follow the means of its parts and name the output and target to
   * compare: {@code OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask")}.
   *
   * @throws CotangentException if two metrics have the same name
   */
  public Trainer metrics(Metric... newMetrics) {
    metrics = metrics.with(Given.all("trainer: metric", Arrays.asList(newMetrics)));
    return this;
  }

  /**
   * Whether to compute the default metrics that apply: accuracy for classes, RMSE and R² for
   * numbers; on by default. Without them and without {@link #metrics}, an evaluation computes only
   * the loss.
   */
  public Trainer defaultMetrics(boolean wanted) {
    metrics = metrics.withUsual(wanted);
    return this;
  }

  /**
   * Evaluates the model on the training data as well, after each epoch in inference mode: the loss,
   * the {@linkplain #defaultMetrics default} metrics or the parts of an objective, and these
   * metrics. Costs an additional forward pass over all training samples per epoch, about a third of
   * the epoch's time; off by default.
   *
   * @see EpochResult#training
   * @throws CotangentException if two metrics have the same name
   */
  public Trainer trainingMetrics(Metric... newMetrics) {
    List<Metric> given = Given.all("trainer: training metric", Arrays.asList(newMetrics));
    trainingMetrics = Optional.of(MetricSet.USUAL.with(given));
    return this;
  }

  /** The mini-batch size, 32 by default; limited to the number of samples. */
  public Trainer batch(int size) {
    if (size < 1) {
      throw new CotangentException("trainer: batch is " + size + ", expected 1 or more");
    }
    batch = size;
    return this;
  }

  /** The seed of all randomness, such as the order of samples; the model's seed by default. */
  public Trainer seed(long newSeed) {
    seed = OptionalLong.of(newSeed);
    return this;
  }

  /**
   * The maximum number of workers, including the calling thread; one per processor by default.
   * Their threads end with the training. Steps that are too small to share run on the calling
   * thread alone.
   */
  public Trainer workers(int count) {
    if (count < 1) {
      throw new CotangentException(
          "trainer: workers is " + count + ", expected 1 (the calling thread alone) or more");
    }
    workerCount = count;
    workers = Optional.empty();
    return this;
  }

  /** Workers that the caller closes; several trainings may share them. */
  public Trainer workers(Workers newWorkers) {
    workers = Optional.of(newWorkers);
    return this;
  }

  /**
   * The kernels for all steps. By default a training starts on the portable kernels; one of more
   * than about 20 GFLOP switches to the registry's choice as soon as these have proved faster,
   * because the JVM needs 0.6 to 1.5 s to compile vector kernels. The result is the same to the
   * bit. The system property {@code cotangent.kernels} also sets the kernels of all steps; this
   * method takes precedence.
   */
  public Trainer kernels(Kernels newKernels) {
    kernels = Optional.of(newKernels);
    return this;
  }

  /** The validation data, evaluated after each epoch; none by default. */
  public Trainer validation(Dataset data) {
    validation = Optional.of(Given.of("trainer: the validation data", data));
    return this;
  }

  /** Callbacks, notified in this order. */
  public Trainer callbacks(Callback... newCallbacks) {
    callbacks = Given.all("trainer: callback", Arrays.asList(newCallbacks));
    return this;
  }

  /**
   * Whether the averages of an {@link dev.cotangent.optim.Ema} replace the weights wherever the
   * model is evaluated or kept: in the evaluations at the end of each epoch, in {@link
   * Callback#onEpochEnd}, so that {@link BestModel} saves them and {@link EarlyStopping} restores
   * them, and in the model when {@link #fit} returns. Steps continue from the weights themselves,
   * so training does not change by a bit except through callbacks' decisions; checkpoints hold
   * both. Off by default: the model keeps its weights, and {@link History#averaged} is a copy with
   * the averages. Weights without an average, and states, keep their values.
   */
  public Trainer averaged(boolean wanted) {
    averaged = wanted;
    return this;
  }

  /**
   * The time limit of a step and of planning one; none by default. For plugins that may not return:
   * a step that exceeds it fails with an error that names the running code, and leaves parameters
   * and optimizer state unchanged. Steps then run on a separate thread, which costs about 0.04 ms
   * each; a step that exceeds the limit is interrupted and, if it does not respond, abandoned, and
   * can no longer change the model.
   *
   * @throws CotangentException if the limit is not above 0
   */
  public Trainer stepLimit(Duration limit) {
    if (limit.isNegative() || limit.isZero()) {
      throw new CotangentException("trainer: the step limit is " + limit + ", expected above 0");
    }
    stepLimit = Optional.of(limit);
    return this;
  }

  /** Lets other threads observe or cancel the training. */
  public Trainer control(TrainingControl newControl) {
    control = newControl;
    return this;
  }

  /**
   * Whether to measure the time spent in each part of the plan, reported by {@link History#profile}
   * and {@link TrainStep#profile}. Off by default, at no cost; measuring slows short steps down.
   * Never changes a bit of the result.
   */
  public Trainer profile(boolean wanted) {
    profile = wanted;
    return this;
  }

  /**
   * Writes checkpoints to {@linkplain #resume resume} from, atomically: before the first step, at
   * the end, and at this interval; none by default. Creates the folder if necessary. A training
   * that is not resumed overwrites an existing file.
   *
   * @param everySteps number of steps between checkpoints; 0: only at start and end
   * @param notes notes to store in the file; keys must not start with {@code cotangent.}
   * @throws CotangentException if the interval is negative or a key is reserved
   */
  public Trainer checkpoint(Path file, long everySteps, Map<String, String> notes) {
    if (everySteps < 0) {
      throw new CotangentException(
          "trainer: checkpoint every " + everySteps + " steps, expected 0 or more");
    }
    CheckpointContent.checkNotes(notes);
    checkpoint = Optional.of(file);
    checkpointEvery = everySteps;
    checkpointNotes = Map.copyOf(notes);
    return this;
  }

  /** Like {@link #checkpoint(Path, long, Map)}, without notes. */
  public Trainer checkpoint(Path file, long everySteps) {
    return checkpoint(file, everySteps, Map.of());
  }

  /**
   * Called on the training thread for each checkpoint that cannot be written; the exception names
   * step, file and reason. By default it is logged as a warning and the training continues: the
   * training does not depend on the file, the last complete checkpoint stays, and the next one is
   * attempted. A handler that throws ends the training.
   */
  public Trainer checkpointFailures(Consumer<TrainingException> handler) {
    checkpointFailures = handler;
    return this;
  }

  /**
   * Resumes a training of the same model, data and settings from a checkpoint: the result is that
   * of a training that never stopped, to the bit, and so is the {@link History}, which starts at
   * epoch 1. Before anything changes, {@link #fit} compares the model, each {@link Setting} and the
   * data with the checkpoint and throws a {@link ResumeException} that lists the differences,
   * unless {@link Checkpoint#accepting} accepts them. Data from a {@link SampleSource} is compared
   * while it is read, until the end of the first whole epoch.
   *
   * <p>The number of epochs passed to {@link #fit} counts from the start; it may differ from the
   * original one unless the schedule was planned for that. If as many epochs are completed already,
   * or a callback has stopped the training, nothing is trained. Callbacks are notified of the
   * remaining epochs, after their {@linkplain Callback#memory state} has been restored.
   */
  public Trainer resume(Checkpoint from) {
    resumed = Optional.of(from);
    return this;
  }

  /**
   * Trains the model on the first targets of the data; or an objective, whose inputs are named
   * {@code features}, {@code target}, {@code weights} and, for {@linkplain Dataset#with further
   * targets}, {@code target.NAME} and {@code weights.NAME}. An objective need not use all targets,
   * but has to use the weights of those that it uses. One of its models is trained, all others have
   * to be {@linkplain #freeze frozen}; its validation data is evaluated in inference mode, in
   * batches of the same size, with the means of its parts and those of {@link #metrics} as metrics.
   *
   * <p>Whatever fails, parameters and layers' states are those after the last completed step. An
   * exception of a {@link Callback} is rethrown unchanged.
   *
   * @param epochs number of epochs, at least 1
   * @throws CotangentException if something is missing or does not match, before anything changes;
   *     or if a metric or a model fails in the validation, naming it
   * @throws dev.cotangent.core.plugin.PluginException if a schedule fails, or a plugin fails while
   *     a step is planned
   * @throws ResumeException if the training does not match the checkpoint to resume from
   * @throws NonFiniteException if a loss, a gradient or an update is not finite
   * @throws TrainingInterruptedException if the thread is interrupted, before or during the
   *     training, or third-party code throws an {@link InterruptedException}; the interrupt flag
   *     stays set
   * @throws TrainingException if a step or a sample source fails for another reason
   */
  public History fit(Dataset train, int epochs) {
    Given.of("trainer: the training data", train);
    if (epochs < 1) {
      throw new CotangentException("trainer: epochs is " + epochs + ", expected 1 or more");
    }
    try {
      return fitOnce(train, epochs);
    } catch (Throwable failure) {
      throw Interruption.orElse(failure, "the training", control.progress().step());
    }
  }

  /**
   * Checks data and settings before anything changes, and returns the data to feed to the steps.
   */
  private Dataset checked(Dataset train) {
    checkAverages();
    if (given.isEmpty()) {
      new ObjectiveChecks(objective(), objectiveMetrics(), train, batch)
          .check(validation)
          .checkCheckpoints(checkpoint.isPresent() || resumed.isPresent())
          .announceFigures(callbacks, validation.isPresent());
      return train;
    }
    Loss used = settings().loss();
    check(train, "training");
    validation.ifPresent(data -> check(data, "validation"));
    announceFigures(train);
    new Advice(model()).onSettings(train, used, callbacks, validation.isPresent());
    return new BatchShape(model(), used).fed(train);
  }

  private void checkAverages() {
    Models models = Models.of(objective().models());
    if (averaged && !Averages.kept(models, groups(), models.index(model()))) {
      throw new CotangentException(
          "trainer: averaged, but the optimizer keeps no averages, expected one such as"
              + " Ema.of(Adam.of(1e-3), 0.999)");
    }
  }

  private History fitOnce(Dataset train, int epochs) {
    settings();
    Dataset fed = checked(train);
    if (batch != DEFAULT_BATCH) {
      Advice.onBatch(batch, train);
    }
    EpochBatches batches = new EpochBatches(fed, batch, settings().seed());
    CheckpointWriter writer =
        new CheckpointWriter(checkpoint, checkpointEvery, checkpointNotes, checkpointFailures);
    RunIdentity identity = identity(fed, batches);
    Optional<Resumption> resumption = resumed.map(from -> resumption(from, batches, identity));
    writer.prepare();
    Engine engine = engine(() -> KernelPolicy.choose(objective(), groups(), batches, epochs));
    Timing timing = Timing.of(profile);
    try (TrainStep step = new TrainStep(settings(), engine, timing)) {
      EpochEvaluations evaluations = evaluations(train, engine, timing, step);
      return new Fit(
              model(),
              step,
              step.averagedWeights(model(), averaged),
              batches,
              evaluations,
              engine,
              callbacks,
              timing,
              microBatches,
              writer,
              identity,
              control)
          .run(epochs, resumption);
    }
  }

  /** The identity of the training for checkpoints; almost empty if none are written. */
  private RunIdentity identity(Dataset train, EpochBatches batches) {
    DataWatch watch = new DataWatch(train, batches);
    boolean kept = checkpoint.isPresent() || resumed.isPresent();
    if (kept) {
      watch.begin(0);
    }
    return new RunIdentity(
        runSettings(batches).values(),
        settings().seed(),
        watch,
        kept ? validation.map(DataWatch::validation) : Optional.empty());
  }

  private RunSettings runSettings(EpochBatches batches) {
    RunSettings own =
        RunSettings.of(settings(), batch, microBatches, metricNames(), callbacks, averaged);
    return given.isPresent() ? own : own.with(objective(), batches.full());
  }

  private Resumption resumption(Checkpoint from, EpochBatches batches, RunIdentity identity) {
    Resumption resumption = new Resumption(from, model());
    resumption.check(
        runSettings(batches),
        groups().slots(),
        batches,
        microBatches,
        identity.watch(),
        identity.validation());
    return resumption;
  }

  private void check(Dataset data, String name) {
    Loss used = settings().loss();
    new BatchShape(model(), used).check(data, name);
    LossTargets.counted(used, data, name);
  }

  /** Checks the metrics, and that callbacks watch existing figures. */
  private void announceFigures(Dataset train) {
    List<Metric> ofTraining =
        trainingMetrics.map(set -> checked(usualAsGiven(set), train)).orElse(List.of());
    List<Metric> watched = validation.map(data -> checked(metrics, data)).orElse(ofTraining);
    Figures figures = Figures.of(watched);
    callbacks.forEach(callback -> callback.onFigures(figures));
  }

  private MetricSet usualAsGiven(MetricSet set) {
    return set.withUsual(metrics.usual());
  }

  private List<Metric> checked(MetricSet set, Dataset data) {
    Loss used = settings().loss();
    MetricInput input = MetricSet.input(model(), used, data);
    List<Metric> all = set.of(input, data);
    new MeasuredMetrics(input, all, LossTargets.withoutIgnored(used, data));
    return all;
  }

  private EpochEvaluations evaluations(
      Dataset train, Engine engine, Timing timing, TrainStep step) {
    if (given.isEmpty()) {
      ObjectiveMetrics bound = objectiveMetrics();
      return new EpochEvaluations(
          evaluator(bound.ofValidation(), engine),
          validation,
          evaluator(bound.ofTraining().orElse(List.of()), engine),
          bound.ofTraining().map(asked -> train),
          timing.stopwatch("validation"),
          step::step);
    }
    Loss used = settings().loss();
    MetricSet ofTraining = usualAsGiven(trainingMetrics.orElse(MetricSet.USUAL));
    return new EpochEvaluations(
        new ModelEvaluator(model(), used, engine, metrics),
        validation,
        new ModelEvaluator(model(), used, engine, ofTraining),
        trainingMetrics.map(asked -> train),
        timing.stopwatch("validation"),
        step::step);
  }

  private ObjectiveMetrics objectiveMetrics() {
    return ObjectiveMetrics.of(metrics, trainingMetrics);
  }

  private ObjectiveEvaluator evaluator(List<OutputMetric> wanted, Engine engine) {
    return new ObjectiveEvaluator(objective(), wanted, engine, batch, settings().seed());
  }

  /** The names of the metrics in checkpoints. */
  private List<String> metricNames() {
    List<String> names = new ArrayList<>(metrics.notations());
    trainingMetrics.ifPresent(
        set -> {
          names.add("training");
          names.addAll(set.notations());
        });
    if (!metrics.usual()) {
      names.add("without usual");
    }
    return names;
  }

  /**
   * Runs a learning rate range test: trains for some steps while the learning rate rises from step
   * to step, then restores the model, or all models of an objective. Schedule, validation,
   * callbacks and accumulation are ignored; all groups have the same rate.
   *
   * @param from first learning rate, above 0, for example 1e-6
   * @param to last learning rate, above the first, for example 10
   * @param steps number of rates to try, at least 10; fewer are run if the loss diverges
   * @throws CotangentException if something is missing or does not match
   * @throws TrainingInterruptedException if the thread is interrupted; the interrupt flag stays set
   * @throws TrainingException if a step fails for another reason
   */
  public RangeTest findRate(Dataset train, double from, double to, int steps) {
    try {
      return sweep(train, from, to, steps);
    } catch (Throwable failure) {
      throw Interruption.orElse(failure, "the range test", 0);
    }
  }

  private RangeTest sweep(Dataset train, double from, double to, int steps) {
    RateSweep sweep = new RateSweep(from, to, steps);
    StepSettings own = settings();
    StepSettings used =
        new StepSettings(
            own.objective(), own.groups(), sweep, own.valueClipping(), own.clipping(), own.seed());
    Dataset fed = fedToSweep(train);
    Engine engine = engine(() -> KernelPolicy.unknown(registry()));
    try (TrainStep step = new TrainStep(used, engine, Timing.of(false))) {
      return RangeTest.run(step, new EpochBatches(fed, batch, own.seed()), sweep);
    }
  }

  /** The checked training data. */
  private Dataset fedToSweep(Dataset train) {
    if (given.isEmpty()) {
      ObjectiveMetrics none = new ObjectiveMetrics(List.of(), Optional.empty());
      new ObjectiveChecks(objective(), none, train, batch);
      return train;
    }
    check(train, "training");
    return new BatchShape(model(), settings().loss()).fed(train);
  }

  /**
   * Creates a step with these settings for custom loops; close it after use. {@linkplain #metrics
   * Metrics} of an objective are those of {@link TrainStep#evaluate(Iterable)}. Without {@linkplain
   * #kernels kernels} it starts on the portable ones; after some tenths of a second it warms up the
   * registry's choice, and switches to it once it has proved faster.
   *
   * @throws CotangentException if loss or optimizer is missing, or a metric of an objective is not
   *     bound to an output and a target
   */
  public TrainStep step() {
    List<OutputMetric> bound = given.isPresent() ? List.of() : objectiveMetrics().ofValidation();
    StepSettings used = settings();
    Engine engine = engine(() -> KernelPolicy.unknown(registry()));
    return new TrainStep(used, engine, Timing.of(profile), evaluator(bound, engine));
  }

  private Engine engine(Supplier<KernelSwitch> usual) {
    Workers used = workers.orElseGet(() -> ForkJoinWorkers.of(workerCount));
    Optional<StepLimit> limit = stepLimit.map(most -> StepLimit.of(most, used, settings()));
    KernelSwitch chosen =
        kernels.map(KernelSwitch::always).orElseGet(() -> StepLimit.get(limit, usual));
    return new Engine(
        limit.<Workers>map(StepLimit::activity).orElse(used), workers.isEmpty(), chosen, limit);
  }

  private StepSettings settings() {
    return new StepSettings(
        objective(),
        groups(),
        schedule,
        valueClipping,
        clipping,
        seed.orElse(Models.of(objective().models()).list().get(0).seed()));
  }

  private Objective objective() {
    return objective.orElseThrow(
        () -> new CotangentException("trainer: no loss was given; set one with Trainer.loss"));
  }

  /** The model that {@link #fit} trains. */
  private Model model() {
    return given.orElseGet(() -> ObjectiveChecks.trained(objective(), groups()));
  }

  private Registry registry() {
    return Models.of(objective().models()).list().get(0).registry();
  }

  private ParameterGroups groups() {
    Optimizer rule =
        optimizer.orElseThrow(
            () ->
                new CotangentException(
                    "trainer: no optimizer was given; set one with Trainer.optimizer"));
    ParameterGroups all = new ParameterGroups(List.of(rule), List.of(), frozen);
    for (Map.Entry<NamePattern, Optimizer> group : groups.entrySet()) {
      all = all.and(group.getKey(), group.getValue());
    }
    return all;
  }
}
