package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.Given;
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
import dev.cotangent.optim.Constant;
import dev.cotangent.optim.GradientClipping;
import dev.cotangent.optim.ValueClipping;
import dev.cotangent.parallel.ForkJoinWorkers;
import dev.cotangent.training.metric.OutputMetric;
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
 * <p>The parameters that come out are a function of model, data, settings and seed to the bit: not
 * of workers, kernels, or the machine. Any error leaves the model as it was after the last good
 * step. Each call of {@link #fit} begins with fresh optimizer state and at step 0, unless it is to
 * {@linkplain #resume go on}.
 *
 * <p>For one thread at a time. Trainings of different models may run at the same time.
 */
public final class Trainer {

  private static final Logger LOG = LoggerFactory.getLogger(Trainer.class);

  private static final int DEFAULT_BATCH = 32;

  private final Optional<Model> given;
  private Optional<Objective> objective;
  private Optional<Optimizer> optimizer = Optional.empty();
  private Schedule schedule = new Constant();
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
      failure -> LOG.warn("{}; the training goes on", failure.getMessage());
  private Optional<Checkpoint> resumed = Optional.empty();
  private TrainingControl control = new TrainingControl();

  private Trainer(Optional<Model> given, Optional<Objective> objective) {
    this.given = given;
    this.objective = objective;
  }

  /** A trainer of a model, whose parameters it changes. */
  public static Trainer of(Model model) {
    return new Trainer(Optional.of(Given.of("trainer: the model", model)), Optional.empty());
  }

  /**
   * A trainer of an objective of one's own, by data ({@link #fit}) or in steps of one's own ({@link
   * #step}). All models that it names are trained, but for what is {@linkplain #freeze frozen}.
   */
  public static Trainer of(Objective objective) {
    Given.of("trainer: the objective", objective);
    objective.models();
    return new Trainer(Optional.empty(), Optional.of(objective));
  }

  /**
   * The loss to minimize; compulsory, unless the trainer is one of an {@link Objective}.
   *
   * @throws CotangentException if it is
   */
  public Trainer loss(Loss newLoss) {
    if (given.isEmpty()) {
      throw new CotangentException("trainer: an objective has parts instead of a loss");
    }
    objective =
        Optional.of(Objective.supervised(given.get(), Given.of("trainer: the loss", newLoss)));
    return this;
  }

  /** How parameters change; compulsory. */
  public Trainer optimizer(Optimizer newOptimizer) {
    optimizer = Optional.of(Given.of("trainer: the optimizer", newOptimizer));
    return this;
  }

  /** How the learning rate changes from step to step; by default not at all. */
  public Trainer schedule(Schedule newSchedule) {
    schedule = Given.of("trainer: the schedule", newSchedule);
    return this;
  }

  /**
   * Scales gradients down to a largest Euclidean norm, that of all weights together; by default
   * they stay as they are.
   */
  public Trainer clipGlobalNorm(double maxNorm) {
    clipping = Optional.of(GradientClipping.byGlobalNorm(maxNorm));
    return this;
  }

  /**
   * Cuts each element of the gradients off at ±limit, before they are scaled; by default none is.
   */
  public Trainer clipValue(double limit) {
    valueClipping = Optional.of(new ValueClipping(limit));
    return this;
  }

  /**
   * Another rate, decay or the like for some weights, as in {@code group("*.bias",
   * adamW.withWeightDecay(0))}, or another optimizer. Where several groups name a weight the first
   * counts.
   *
   * @param names of weights; {@code *} stands for any characters
   * @param rule what changes them; the schedule applies to it, too
   */
  public Trainer group(String names, Optimizer rule) {
    groups.put(new NamePattern(names), rule);
    return this;
  }

  /**
   * Freezes parameters, as in {@code freeze("0.*")}: weights that match keep their values, and
   * their gradient is not computed; states that match, such as the {@code running_mean} of a batch
   * norm, keep theirs.
   *
   * <p>A state that no pattern matches is updated even where all weights of its layer are frozen,
   * as in {@code freeze("0.weight", "0.bias")}. In training a batch norm scales by mean and
   * variance of the batch, frozen or not; what is frozen is what it predicts with. Freezing is not
   * inference mode: the layer {@code inference} and {@link Forward#inference} are.
   *
   * @param names of weights and states; {@code *} stands for any characters
   */
  public Trainer freeze(String... names) {
    frozen = Arrays.stream(names).map(NamePattern::new).toList();
    return this;
  }

  /**
   * How many mini-batches make one update, by default 1: the update is that of one batch with all
   * their samples, in the memory of one. An epoch's last update takes those that are left. See
   * {@link TrainStep#accumulate(float[], int[])}.
   */
  public Trainer accumulate(int batches) {
    if (batches < 1) {
      throw new CotangentException("trainer: accumulate is " + batches + ", expected 1 or more");
    }
    microBatches = batches;
    return this;
  }

  /**
   * Metrics of the validation data besides the {@linkplain #usualMetrics usual} ones; one that has
   * the name of a usual one, as {@code accuracy}, takes its place. Callbacks may watch them by
   * name.
   *
   * <p>Those of an objective come after the means of its parts and say what they compare: {@code
   * OutputMetric.of(new Accuracy(), "tags", "tag").withWeights("mask")}.
   *
   * @throws CotangentException if two have one name
   */
  public Trainer metrics(Metric... newMetrics) {
    metrics = metrics.with(Given.all("trainer: metric", Arrays.asList(newMetrics)));
    return this;
  }

  /**
   * Whether the usual metrics are measured, where they are defined: accuracy of classes, RMSE and
   * R² of numbers; by default they are. Without them and without {@link #metrics} an evaluation is
   * the loss alone.
   */
  public Trainer usualMetrics(boolean wanted) {
    metrics = metrics.withUsual(wanted);
    return this;
  }

  /**
   * Evaluates the model on the training data, too, after each epoch in inference mode: the loss,
   * the {@linkplain #usualMetrics usual} metrics, or the parts of an objective, and these. Costs
   * one more forward pass over all training samples an epoch, about a third of its time; by default
   * it is not done.
   *
   * @see EpochResult#training
   * @throws CotangentException if two have one name
   */
  public Trainer trainingMetrics(Metric... newMetrics) {
    List<Metric> given = Given.all("trainer: training metric", Arrays.asList(newMetrics));
    trainingMetrics = Optional.of(MetricSet.USUAL.with(given));
    return this;
  }

  /** Samples in a mini-batch, by default 32; all of them if there are fewer. */
  public Trainer batch(int size) {
    if (size < 1) {
      throw new CotangentException("trainer: batch is " + size + ", expected 1 or more");
    }
    batch = size;
    return this;
  }

  /** Decides all that is random, such as the order of samples; by default the model's seed. */
  public Trainer seed(long newSeed) {
    seed = OptionalLong.of(newSeed);
    return this;
  }

  /**
   * The largest number of workers, the calling thread included; by default one for each processor.
   * Their threads end when the training does. Steps that are too small to be shared run on the
   * calling thread alone.
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

  /** Workers that the caller closes, and that several trainings may use. */
  public Trainer workers(Workers newWorkers) {
    workers = Optional.of(newWorkers);
    return this;
  }

  /**
   * The kernels to use, from the first step to the last. By default a training starts on the
   * portable kernels; one of more than about 20 GFLOP changes over to the registry's choice as soon
   * as these have proved faster, because vector kernels need 0.6 to 1.5 s until the JVM has
   * compiled them. The result is the same to the bit. The system property {@code cotangent.kernels}
   * names the kernels of all steps, too, but yields to this method.
   */
  public Trainer kernels(Kernels newKernels) {
    kernels = Optional.of(newKernels);
    return this;
  }

  /** Data that the model is judged by after each epoch; by default none. */
  public Trainer validation(Dataset data) {
    validation = Optional.of(Given.of("trainer: the validation data", data));
    return this;
  }

  /** Who is told how it goes, in that order. */
  public Trainer callbacks(Callback... newCallbacks) {
    callbacks = Given.all("trainer: callback", Arrays.asList(newCallbacks));
    return this;
  }

  /**
   * Whether the averages that an {@link dev.cotangent.optim.Ema} keeps take the place of the
   * weights where the model is judged and kept: in the evaluations at the end of each epoch, in
   * {@link Callback#onEpochEnd}, so that {@link BestModel} saves them and {@link EarlyStopping}
   * gives them back, and in the model when {@link #fit} returns. Steps go on from the weights, so
   * that training itself does not change by a bit but for what callbacks decide; checkpoints hold
   * both. By default the model keeps its weights, and {@link History#averaged} is a copy with the
   * averages. Weights without an average, and states, are as they are.
   */
  public Trainer averaged(boolean wanted) {
    averaged = wanted;
    return this;
  }

  /**
   * How long a step, and the planning of one, may take; by default as long as it likes. For plugins
   * that are not trusted to return: a step that takes longer is an error that names what is
   * running, and leaves parameters and optimizer state as they were. Steps then run on a thread of
   * their own, which costs each about 0.04 ms; one that is given up is interrupted and, if it does
   * not heed that, left behind, where it can no longer change the model.
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

  /** What other threads follow the training with, and may end it; by default nobody does. */
  public Trainer control(TrainingControl newControl) {
    control = newControl;
    return this;
  }

  /**
   * Whether to measure where the time goes, step by step of the plan; {@link History#profile} and
   * {@link TrainStep#profile} tell. By default nothing is measured, which costs nothing; measuring
   * slows short steps down. It never changes a bit of the result.
   */
  public Trainer profile(boolean wanted) {
    profile = wanted;
    return this;
  }

  /**
   * A file that holds what is needed to {@linkplain #resume go on}, written atomically before the
   * first step, at the end, and every so many steps; by default none is. Its folder is made if it
   * is not there. A training that is not resumed takes the place of what the file held before.
   *
   * @param everySteps from 1; 0 for start and end alone
   * @param notes kept in the file, under keys that do not begin with {@code cotangent.}
   * @throws CotangentException if the number or a key is wrong
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

  /** As {@link #checkpoint(Path, long, Map)}, without notes. */
  public Trainer checkpoint(Path file, long everySteps) {
    return checkpoint(file, everySteps, Map.of());
  }

  /**
   * Called, on the thread that trains, for each checkpoint that cannot be written; the exception
   * names step, file and reason. By default that is a warning, and the training goes on: it is
   * whole without the file, the last one that could be written stays, and the next one is tried. A
   * handler that throws ends the training.
   */
  public Trainer checkpointFailures(Consumer<TrainingException> handler) {
    checkpointFailures = handler;
    return this;
  }

  /**
   * Goes on with a training of the same model, data and settings where it was, instead of from the
   * start: the result is that of one that never stopped, to the bit, and so is the {@link History},
   * which begins with epoch 1. Before anything changes, {@link #fit} compares the model, each
   * {@link Setting} and the data with those of the checkpoint and throws a {@link ResumeException}
   * that names what differs, unless {@link Checkpoint#accepting} accepts it. Data of a {@link
   * SampleSource} are compared while they are read, up to the end of the first whole epoch.
   *
   * <p>The number of epochs that {@link #fit} is given counts from the start; another one is fine
   * unless the schedule was planned for it. If as many are done already, or callbacks have ended
   * the training, nothing is trained. Callbacks see the epochs that are left, and get back what
   * they {@linkplain Callback#memory remembered}.
   */
  public Trainer resume(Checkpoint from) {
    resumed = Optional.of(from);
    return this;
  }

  /**
   * Trains by a loss on the first targets of the data; or an objective, whose inputs are called
   * {@code features}, {@code target}, {@code weights} and, for {@linkplain Dataset#with further
   * targets}, {@code target.NAME} and {@code weights.NAME}. It need not use all targets, but the
   * weights of those that it uses. Of an objective one model is trained, all others are {@linkplain
   * #freeze frozen}; its validation data are evaluated in inference mode, in batches of the same
   * size, and have the means of its parts as metrics, and those that {@link #metrics} adds.
   *
   * @param epochs how often all samples are gone through, from 1
   *     <p>Whatever fails, parameters and layers' states are those after the last step that was
   *     done. What a {@link Callback} throws arrives as it is.
   * @throws CotangentException if something is missing or does not fit, before anything changes; or
   *     if a metric or a model fails in the validation, naming it
   * @throws dev.cotangent.core.registry.PluginException if a plugin fails while a step is planned,
   *     or a schedule
   * @throws ResumeException if it does not fit the checkpoint that it is to go on from
   * @throws NonFiniteException if a loss, a gradient or an update is not finite
   * @throws TrainingInterruptedException if the thread is or was already interrupted, or foreign
   *     code throws an {@link InterruptedException}; the flag stays set
   * @throws TrainingException if a step, or a source of samples, fails for another reason
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

  /** Checks data and settings before anything changes; the data that steps are fed with. */
  private Dataset checked(Dataset train) {
    checkAverages();
    if (given.isEmpty()) {
      new ObjectiveChecks(objective(), objectiveMetrics(), train, batch)
          .check(validation)
          .checkCheckpoints(checkpoint.isPresent() || resumed.isPresent())
          .tell(callbacks, validation.isPresent());
      return train;
    }
    Loss used = settings().loss();
    check(train, "training");
    validation.ifPresent(data -> check(data, "validation"));
    tellFigures(train);
    new Advice(model()).onSettings(train, used, callbacks, validation.isPresent());
    return new BatchShape(model(), used).fed(train);
  }

  private void checkAverages() {
    Models models = objective().models();
    if (averaged && !Averages.kept(models, groups(), models.index(model()))) {
      throw new CotangentException(
          "trainer: averaged, but no average of any weight is kept; wrap the optimizer, as in"
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

  /** What checkpoints know of the training; next to nothing if there are none. */
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
    DatasetChecks.someWeight(LossTargets.withoutIgnored(used, data), name);
  }

  /** Checks the metrics, and that callbacks watch such as there will be. */
  private void tellFigures(Dataset train) {
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
        new Evaluator(model(), used, engine, metrics),
        validation,
        new Evaluator(model(), used, engine, ofTraining),
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

  /** What checkpoints call the metrics. */
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
   * Trains for some steps with a learning rate that rises from step to step, to see which rates are
   * good ones, and takes it all back: the model, or all models of an objective, are as before.
   * Schedule, validation, callbacks and accumulation are left out; all groups have the same rate.
   *
   * @param from the first rate, above 0, as in 1e-6
   * @param to the last rate, above the first, as in 10
   * @param steps how many rates are tried, from 10; fewer if the loss grows without bound
   * @throws CotangentException if something is missing or does not fit
   * @throws TrainingInterruptedException if the thread is or was already interrupted; the flag
   *     stays set
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

  /** The training data, checked. */
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
   * One step with these settings, for loops of one's own; to be closed. {@linkplain #metrics
   * Metrics} of an objective are those of {@link TrainStep#evaluate(Iterable)}. Without {@linkplain
   * #kernels kernels} it starts on the portable ones and, after some tenths of a second, begins to
   * warm the registry's choice, to which it changes over when they have proved faster.
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
        seed.orElse(objective().models().list().get(0).seed()));
  }

  private Objective objective() {
    return objective.orElseThrow(() -> new CotangentException("trainer: no loss was given"));
  }

  /** The model that a training by data changes. */
  private Model model() {
    return given.orElseGet(() -> ObjectiveChecks.trained(objective(), groups()));
  }

  private Registry registry() {
    return objective().models().list().get(0).registry();
  }

  private ParameterGroups groups() {
    Optimizer rule =
        optimizer.orElseThrow(() -> new CotangentException("trainer: no optimizer was given"));
    ParameterGroups all = new ParameterGroups(List.of(rule), List.of(), frozen);
    for (Map.Entry<NamePattern, Optimizer> group : groups.entrySet()) {
      all = all.and(group.getKey(), group.getValue());
    }
    return all;
  }
}
