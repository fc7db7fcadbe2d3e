package dev.cotangent.training.step;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.event.Events;
import dev.cotangent.core.event.StepEvents;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.plan.PlanFigures;
import dev.cotangent.training.data.Batch;
import dev.cotangent.training.data.SampleBatch;
import dev.cotangent.training.failure.TrainingException;
import dev.cotangent.training.failure.TrainingInterruptedException;
import dev.cotangent.training.models.Models;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
  private final UpdateTarget[] targets;
  private final StepMemory memory;
  private final Update update;
  private final AppliedUpdate applied;
  private final StepPlans plans;
  private final StepFailures failures;
  private final StepPass pass;
  private final Accumulation accumulation;
  private final Optional<ShardedPass> sharded;
  private final Optional<LocalSteps> local;
  private final StepEvents events = new StepEvents();
  private final Runnable adding = this::addCurrent;
  private final Runnable updating = this::updateCurrent;
  private final Runnable weighing = this::weighCurrent;
  private @Nullable Batch current;
  private @Nullable StepRun last;
  private float loss;
  private boolean warned;
  private boolean ofSeveral;
  private boolean endsRound;
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
    settings.groups().check(models.parameters());
    this.targets = targets(models, settings.groups(), engine.kernels());
    this.memory = StepMemory.of(targets);
    this.accumulation = new Accumulation(targets);
    Optional<Replicas> replicas = replicas();
    UpdateTarget[] updated = replicas.map(Replicas::selected).orElse(targets);
    StepMemory used = replicas.map(Replicas::memory).orElse(memory);
    this.update = new Update(updated, settings, engine.workers().count());
    RandomWords words = RandomWords.of(settings.seed());
    this.plans = new StepPlans(models, settings, used, words, timing, engine::kernels);
    this.failures =
        new StepFailures(
            models,
            used,
            shape,
            new StepExplanation(models, settings, engine::kernels, plans::bind));
    this.applied =
        new AppliedUpdate(
            update, timing.bind(engine.workers(), update), updated, settings, models, failures);
    this.pass = new StepPass(models, used, engine, words, failures);
    this.sharded =
        settings.sharding().isUsed() && replicas.isEmpty()
            ? Optional.of(
                new ShardedPass(settings, pass, plans, memory, engine.members(), engine.workers()))
            : Optional.empty();
    this.local = replicas.map(this::local);
  }

  /** A replica for each own shard, if shards take steps by themselves. */
  private Optional<Replicas> replicas() {
    if (!settings.sharding().isLocal()) {
      return Optional.empty();
    }
    ShardRange own = ShardRange.of(engine.members(), settings.sharding());
    return Optional.of(new Replicas(targets, own.end() - own.first(), engine.kernels()));
  }

  private LocalSteps local(Replicas replicas) {
    ShardRange own = ShardRange.of(engine.members(), settings.sharding());
    ReplicaMeans means = new ReplicaMeans(targets, own, engine.members(), engine.workers());
    return new LocalSteps(settings, engine, pass, plans, replicas, applied, means);
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

  /** Trains on a batch, together with the micro-batches that were accumulated before. */
  public float run(Batch batch) {
    return Events.areOn() ? recorded(batch) : inTime(batch, updating);
  }

  /**
   * Like {@link #run(Batch)}.
   *
   * @param ends whether a round of local steps ends with this one, however many it had
   */
  public float run(Batch batch, boolean ends) {
    endsRound = ends;
    return run(batch);
  }

  private float recorded(Batch batch) {
    events.begin();
    int waiting = accumulation.rows();
    float mean = inTime(batch, updating);
    events.end(step, waiting + rows(batch), mean, engine.workers().count(), engine.kernels().id());
    return mean;
  }

  private int rows(Batch batch) {
    return batch instanceof SampleBatch samples
        ? samples.rows()
        : Objects.requireNonNull(last).rows();
  }

  /** Accumulates the gradients of a micro-batch for the next {@link #run}. */
  public float accumulate(Batch batch) {
    checkWhole("accumulate");
    return inTime(batch, adding);
  }

  /**
   * Sums the weights of a micro-batch's parts. After all micro-batches of an update, at least two,
   * the same ones are {@linkplain #accumulate accumulated}.
   */
  public void weigh(Batch batch) {
    checkWhole("run(List)");
    inTime(batch, weighing);
  }

  private void checkWhole(String method) {
    if (settings.sharding().isUsed()) {
      throw new CotangentException(
          method
              + ": the step divides each batch into "
              + settings.sharding().count()
              + " shards, expected a step without shards to accumulate batches");
    }
  }

  /** Evaluates the objective on a batch in inference mode. */
  public float evaluate(Batch batch) {
    try {
      StepRun run = plans.evaluations().of(batch, engine.kernels());
      last = run;
      ofSeveral = false;
      return pass.execute(run, batch, step, 0);
    } catch (TrainingException failure) {
      throw failure;
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  /** Plans the step for batches of these lengths in advance. */
  public void prepare(Batch batch) {
    StepLimit.get(
        engine.limit(),
        () -> {
          plan(batch);
          return step;
        });
  }

  private void plan(Batch batch) {
    if (local.isPresent()) {
      local.get().prepare(batch, step);
    } else if (sharded.isPresent()) {
      sharded.get().prepare(batch, step);
    } else {
      plans.means().of(batch, engine.kernels());
    }
  }

  /** Describes the plan of a batch with these lengths and its memory. */
  public String describe(Batch batch) {
    return sharded.isEmpty()
        ? plans.plan(batch).describe()
        : settings.sharding().count()
            + " shards, each with the plan of the largest or a smaller one:\n"
            + plans.plan(sharded.get().largest(batch)).describe();
  }

  /** The operations and bytes of a step on a batch with these lengths, update included. */
  public PlanFigures figures(Batch batch) {
    double state =
        Arrays.stream(targets).mapToDouble(each -> each.slots().length * bytes(each)).sum();
    return plans
        .plan(batch)
        .figures()
        .plus(update, state)
        .withSplitting(engine.workers().splitting());
  }

  private static double bytes(UpdateTarget target) {
    return (double) Float.BYTES * target.gradients().length;
  }

  private Batch current() {
    return Objects.requireNonNull(current);
  }

  private void weighCurrent() {
    Batch batch = current();
    StepRun run = pass.planned(plans.weights(), batch, step);
    accumulation.share();
    pass.weigh(run, batch, step, accumulation.weighedRows());
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
      undo();
      throw failures.of(overdue, batch, step);
    } catch (TrainingInterruptedException interrupted) {
      Thread.currentThread().interrupt(); // the interrupt may have reached the step's own thread
      undo();
      throw interrupted;
    } catch (CotangentException failure) {
      undo();
      throw Interruption.caused(failure) ? failures.of(failure, batch, step) : failure;
    } catch (Throwable failure) {
      undo();
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
      engine.kernelSwitch().ended(operations(last), System.nanoTime() - start, engine.workers());
    }
  }

  private double operations(StepRun run) {
    if (local.isPresent()) {
      return local.get().operations();
    }
    return sharded.map(ShardedPass::operations).orElseGet(run::operations);
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
    Batch batch = current();
    if (local.isPresent()) {
      runLocally(local.get(), batch);
    } else {
      update(batch, sharded.isPresent() ? ofShards(sharded.get(), batch) : ofWhole(batch));
    }
    step++;
  }

  private void runLocally(LocalSteps steps, Batch batch) {
    last = steps.run(batch, step, rateScale, endsRound);
    ofSeveral = true;
    loss = steps.ownLoss();
    weight = steps.ownWeight();
    if (weight == 0 && engine.members().isEmpty()) {
      warnOfNoWeight(batch);
    }
  }

  /** Computes the gradients of a batch and of the micro-batches before it. */
  private StepRun ofWhole(Batch batch) {
    StepRun run = planned(batch);
    loss = forwardAndBackward(run, batch);
    weight = run.weight();
    if (accumulation.rows() > 0 || accumulation.sharing()) {
      accumulation.add(loss, run);
      loss = accumulation.mean();
      weight = accumulation.weight();
    }
    return run;
  }

  private StepRun ofShards(ShardedPass shards, Batch batch) {
    StepRun run = shards.run(batch, step);
    last = run;
    ofSeveral = true;
    loss = shards.loss();
    weight = shards.weight();
    return run;
  }

  /** Updates the weights by the gradients in memory, and then the states. */
  private void update(Batch batch, StepRun run) {
    if (weight == 0) {
      accumulation.clear();
      warnOfNoWeight(batch);
      loss = Float.NaN;
      return;
    }
    applied.run(batch, run, step, rateScale, engine.limit());
    accumulation.clear();
    if (sharded.isPresent()) {
      sharded.get().writeStates();
    } else {
      writeStates(run);
    }
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
    last = pass.planned(ofSeveral ? plans.shares() : plans.means(), batch, step);
    return last;
  }

  private float forwardAndBackward(StepRun run, Batch batch) {
    accumulation.setShares(run);
    return pass.run(run, batch, step, accumulation.rows());
  }

  /** The number of rows whose gradients wait for an update. */
  public int waitingRows() {
    return accumulation.rows();
  }

  /**
   * Discards micro-batches that wait for an update, the layers' states that they changed, and local
   * steps since the last mean.
   */
  public void undo() {
    accumulation.undo();
    local.ifPresent(LocalSteps::discard);
  }

  /** Prepares for the next step after the arrays of {@link #targets} were restored. */
  public void restored(long completedSteps) {
    accumulation.clear();
    local.ifPresent(LocalSteps::discard);
    for (UpdateTarget target : targets) {
      target.restored();
    }
    step = completedSteps;
  }

  /** The number of completed steps. */
  public long step() {
    return step;
  }

  /**
   * The number of steps that the last one has completed: those of a round of local steps if it was
   * the last of them, and none if it was another; otherwise 1.
   */
  public int completed() {
    return local.isPresent() ? local.get().completed() : 1;
  }

  /** Passes losses and weights of the completed steps on, in order. */
  public void results(LossReceiver receiver) {
    if (local.isEmpty()) {
      receiver.add(loss, weight);
      return;
    }
    for (int i = 0; i < local.get().completed(); i++) {
      receiver.add(local.get().loss(i), local.get().weight(i));
    }
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
    if (!ofSeveral) {
      return run.partMean(part);
    }
    if (local.isPresent()) {
      return local.get().partMean(part);
    }
    return sharded.isPresent() ? sharded.get().partMean(part) : accumulation.partMean(part);
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
    return plans.kernelCalls();
  }
}
