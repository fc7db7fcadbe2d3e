package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.model.PlanContext;
import dev.cotangent.core.parameter.Parameter;
import dev.cotangent.core.plan.Plan;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.core.plugin.PluginException;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.models.Models;
import dev.cotangent.training.models.NamedParameter;
import dev.cotangent.training.objective.Objective;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs training steps: plans batches, computes loss and gradients on the workers, checks them, and
 * applies the update completely or not at all. One thread at a time; allocates nothing in a steady
 * state.
 */
public final class StepEngine {

  private static final Logger LOG = LoggerFactory.getLogger(StepEngine.class);

  private final Models models;
  private final StepSettings settings;
  private final Engine engine;
  private final Timing timing;
  private final UpdateTarget[] targets;
  private final StepMemory memory;
  private final Update update;
  private final Runnable sweep;
  private final StepRuns runs;
  private final StepRuns sharedRuns;
  private final StepRuns weights;
  private final StepRuns evaluations;
  private final StepFailures failures;
  private final Accumulation accumulation;
  private final RandomWords words;
  private final Runnable adding = this::addCurrent;
  private final Runnable updating = this::updateCurrent;
  private final Runnable weighing = this::weighCurrent;
  private @Nullable Batch current;
  private @Nullable StepRun last;
  private float loss;
  private boolean warned;
  private boolean ofSeveral;
  private long step;
  private double weight;
  private double rateScale = 1;

  /**
   * Creates an engine.
   *
   * @param shape the shape of a supervised batch, for messages about labels
   */
  public StepEngine(
      StepSettings settings, Engine engine, Timing timing, Optional<BatchShape> shape) {
    this.models = Models.of(settings.objective().models());
    this.settings = settings;
    this.engine = engine;
    this.timing = timing;
    settings.groups().check(models.parameters());
    this.targets = targets(models, settings.groups(), engine.kernels());
    this.memory = StepMemory.of(targets);
    this.accumulation = new Accumulation(targets);
    this.update = new Update(targets, settings, engine.workers().count());
    this.sweep = timing.bind(engine.workers(), update);
    this.failures =
        new StepFailures(
            models,
            memory,
            shape,
            new StepExplanation(models, settings, engine::kernels, this::bound));
    this.words = RandomWords.of(settings.seed());
    Objective objective = settings.objective();
    this.runs = new StepRuns((batch, kernels) -> planned(batch, kernels, timing.context(), false));
    this.sharedRuns =
        new StepRuns((batch, kernels) -> planned(batch, kernels, timing.context(), true));
    this.weights =
        new StepRuns(
            (batch, kernels) -> bound(StepGraph.ofWeights(objective, batch, kernels), batch));
    this.evaluations =
        new StepRuns(
            (batch, kernels) -> planned(batch, kernels, PlanContext.forInference(), false));
  }

  private static UpdateTarget[] targets(Models models, ParameterGroups groups, Kernels kernels) {
    UpdateTarget[] targets = new UpdateTarget[models.count()];
    for (int i = 0; i < targets.length; i++) {
      boolean trained = models.parameters(i).stream().anyMatch(groups::trains);
      boolean written = !models.parameters(i).stream().allMatch(groups::freezes);
      targets[i] =
          new UpdateTarget(models.list().get(i).store(), groups, trained, written, kernels);
    }
    return targets;
  }

  private StepRun planned(Batch batch, Kernels kernels, PlanContext context, boolean shared) {
    return bound(
        StepGraph.compile(settings.objective(), settings.groups(), batch, kernels, context, shared),
        batch);
  }

  private StepRun bound(StepGraph graph, Batch batch) {
    return new StepRun(graph, models, settings.groups(), batch, memory, words, timing);
  }

  /** Trains on a batch, together with the micro-batches that were accumulated before. */
  public float run(Batch batch) {
    return inTime(batch, updating);
  }

  /** Accumulates the gradients of a micro-batch for the next {@link #run}. */
  public float accumulate(Batch batch) {
    return inTime(batch, adding);
  }

  /**
   * Sums the weights of a micro-batch's parts. After all micro-batches of an update, at least two,
   * the same ones are {@linkplain #accumulate accumulated}.
   */
  public void weigh(Batch batch) {
    inTime(batch, weighing);
  }

  /** Evaluates the objective on a batch in inference mode. */
  public float evaluate(Batch batch) {
    try {
      StepRun run = evaluations.of(batch, engine.kernels());
      last = run;
      ofSeveral = false;
      words.set(step, 0);
      return run.execute(batch, engine.workers());
    } catch (TrainingException failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  /** Plans the step for batches of these lengths in advance. */
  public void prepare(Batch batch) {
    StepLimit.get(engine.limit(), () -> runs.of(batch, engine.kernels()));
  }

  /** Describes the plan of a batch with these lengths and its memory. */
  public String describe(Batch batch) {
    return plan(batch).describe();
  }

  private Plan plan(Batch batch) {
    return StepGraph.compile(settings.objective(), settings.groups(), batch, engine.kernels())
        .plan();
  }

  /** The operations and bytes of a step on a batch with these lengths, update included. */
  public PlanFigures figures(Batch batch) {
    double state =
        Arrays.stream(targets).mapToDouble(each -> each.slots().length * bytes(each)).sum();
    return plan(batch).figures().plus(update, state).withSplitting(engine.workers().splitting());
  }

  private static double bytes(UpdateTarget target) {
    return (double) Float.BYTES * target.gradients().length;
  }

  private Batch current() {
    return Objects.requireNonNull(current);
  }

  private void weighCurrent() {
    Batch batch = current();
    StepRun run = planned(weights, batch);
    accumulation.share();
    words.set(step, accumulation.weighedRows());
    try {
      if (!run.weighsTheSame()) {
        run.execute(batch, engine.workers());
      }
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
    accumulation.weigh(run);
  }

  /** Runs code on a batch, within the limit if there is one. */
  private float inTime(Batch batch, Runnable code) {
    current = batch;
    for (UpdateTarget target : targets) {
      target.begin(engine.kernelSwitch().forStep());
    }
    mark(true);
    try {
      watched(code);
      return loss;
    } catch (OverdueException overdue) {
      accumulation.undo();
      throw failures.of(overdue, batch, step);
    } catch (TrainingInterruptedException interrupted) {
      Thread.currentThread().interrupt(); // the interrupt may have reached the step's own thread
      accumulation.undo();
      throw interrupted;
    } catch (CotangentException failure) {
      accumulation.undo();
      throw Interruption.caused(failure) ? failures.of(failure, batch, step) : failure;
    } catch (Throwable failure) {
      accumulation.undo();
      throw failures.of(failure, batch, step);
    } finally {
      mark(false);
    }
  }

  /** Runs code, and lets the switch of kernels know how long it took if that matters. */
  private void watched(Runnable code) {
    boolean watching = engine.kernelSwitch().isWatching() && code != weighing;
    long start = watching ? System.nanoTime() : 0;
    if (engine.limit().isPresent()) {
      engine.limit().get().run(code);
    } else {
      code.run();
    }
    if (watching && last != null) {
      engine.kernelSwitch().ended(last.operations(), System.nanoTime() - start, engine.workers());
    }
  }

  /** Marks the model as changing, so that live predictors do not read it. */
  private void mark(boolean begins) {
    for (UpdateTarget target : targets) {
      target.mark(begins);
    }
  }

  private void addCurrent() {
    loss = add(current());
  }

  private float add(Batch batch) {
    StepRun run = planned(batch);
    float loss = forwardAndBackward(run, batch);
    if (accumulation.rows() == 0) {
      accumulation.begin();
    }
    accumulation.add(loss, run);
    engine.limit().ifPresent(StepLimit::beginUpdate);
    writeStates(run);
    return loss;
  }

  private void updateCurrent() {
    loss = update(current());
    step++;
  }

  private float update(Batch batch) {
    StepRun run = planned(batch);
    float loss = forwardAndBackward(run, batch);
    weight = run.weight();
    if (accumulation.rows() > 0 || accumulation.sharing()) {
      accumulation.add(loss, run);
      loss = accumulation.mean();
      weight = accumulation.weight();
    }
    if (weight == 0) {
      accumulation.clear();
      warnOfNoWeight(batch);
      return Float.NaN;
    }
    update.begin(step + 1, settings.schedule(), rateScale, run.trained());
    if (update.alwaysReturns()) {
      engine.limit().ifPresent(StepLimit::beginUpdate);
    }
    sweep(batch);
    if (!update.accepted()) {
      throw failures.gradient(batch, step);
    }
    checkFinite(batch);
    if (!update.alwaysReturns()) {
      engine.limit().ifPresent(StepLimit::beginUpdate);
    }
    for (int i = 0; i < targets.length; i++) {
      targets[i].commit(run.trained()[i]);
    }
    accumulation.clear();
    writeStates(run);
    return loss;
  }

  /** Writes the new states, unless the batch has weight 0. */
  private void writeStates(StepRun run) {
    if (run.weight() != 0) {
      run.writeStates();
    }
  }

  private void warnOfNoWeight(Batch batch) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "{}, step {}: all weights are 0, or the loss ignores all samples; the step changes"
              + " nothing (logged once)",
          batch.describe(),
          step);
    }
  }

  private StepRun planned(Batch batch) {
    ofSeveral = accumulation.sharing();
    last = planned(ofSeveral ? sharedRuns : runs, batch);
    return last;
  }

  private StepRun planned(StepRuns plans, Batch batch) {
    try {
      return plans.of(batch, engine.kernelSwitch().forStep());
    } catch (PluginException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private float forwardAndBackward(StepRun run, Batch batch) {
    float loss;
    words.set(step, accumulation.rows());
    accumulation.setShares(run);
    try {
      loss = run.execute(batch, engine.workers());
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
    if (run.weight() == 0) {
      return Float.NaN;
    }
    if (!Float.isFinite(loss)) {
      throw failures.loss(loss, run, batch, step);
    }
    int state = run.nonFiniteState();
    if (state >= 0) {
      throw failures.state(nameOf(run.state(state)), batch, step);
    }
    return loss;
  }

  private String nameOf(Parameter parameter) {
    int model = memory.store(parameter);
    return new NamedParameter(models.names().get(model), parameter).name();
  }

  /**
   * Applies the update completely or not at all: an interrupted sweep is completed, a failed one is
   * not committed.
   */
  private void sweep(Batch batch) {
    try {
      sweep.run();
    } catch (CancellationException interrupted) {
      if (Arrays.stream(targets).noneMatch(UpdateTarget::isTouched)) {
        throw failures.of(interrupted, batch, step);
      }
      complete(batch);
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private void complete(Batch batch) {
    try {
      update.complete();
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private void checkFinite(Batch batch) {
    for (int i = 0; i < targets.length; i++) {
      OptionalInt nonFinite = targets[i].firstNonFinite();
      if (nonFinite.isPresent()) {
        int element = nonFinite.getAsInt();
        NamedParameter parameter =
            new NamedParameter(models.names().get(i), targets[i].parameter(element));
        throw failures.update(parameter, update.explain(i, element), batch, step);
      }
    }
  }

  /** The number of rows whose gradients wait for an update. */
  public int waitingRows() {
    return accumulation.rows();
  }

  /** Discards micro-batches that wait for an update, and the layers' states that they changed. */
  public void undo() {
    accumulation.undo();
  }

  /** Prepares for the next step after the arrays of {@link #targets} were restored. */
  public void restored(long completedSteps) {
    accumulation.clear();
    for (UpdateTarget target : targets) {
      target.restored();
    }
    step = completedSteps;
  }

  /** The number of completed steps. */
  public long step() {
    return step;
  }

  /** The divisor of the last step's loss: the sum of the weights of its elements. */
  public double weight() {
    return weight;
  }

  /** The learning rate of the next step. */
  public double learningRate() {
    return rateScale
        * ScheduledRate.of(settings.schedule(), settings.optimizer().learningRate(), step);
  }

  /** The factor of all learning rates. */
  public double rateScale() {
    return rateScale;
  }

  /** Sets the factor of all learning rates from the next step on. */
  public void scaleRate(double scale) {
    rateScale = scale;
  }

  /** The run of the last batch; null before the first. */
  public @Nullable StepRun last() {
    return last;
  }

  /** The mean of a part over the last batch, or over all its micro-batches. */
  public float partMean(StepRun run, int part) {
    return ofSeveral ? accumulation.partMean(part) : run.partMean(part);
  }

  /** The models in training. */
  public Models models() {
    return models;
  }

  /** The settings of the step. */
  public StepSettings settings() {
    return settings;
  }

  /** The arrays that an update changes, for each model; not a copy. */
  public UpdateTarget[] targets() {
    return targets;
  }

  /** Parameter stores and gradients, for each model. */
  public StepMemory memory() {
    return memory;
  }

  /** The number of calls that each kernel set has served, by its id. */
  public Map<String, Long> kernelCalls() {
    Map<String, Long> calls = new TreeMap<>(runs.kernelCalls());
    sharedRuns.kernelCalls().forEach((id, count) -> calls.merge(id, count, Long::sum));
    return calls;
  }
}
