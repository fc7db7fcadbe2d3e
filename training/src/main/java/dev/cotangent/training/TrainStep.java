package dev.cotangent.training;

import dev.cotangent.core.CotangentException;
import dev.cotangent.core.kernel.Kernels;
import dev.cotangent.core.loss.Loss;
import dev.cotangent.core.model.Model;
import dev.cotangent.core.optimizer.Optimizer;
import dev.cotangent.core.plan.Profile;
import dev.cotangent.core.registry.PluginException;
import dev.cotangent.core.work.Workers;
import dev.cotangent.optim.Constant;
import dev.cotangent.parallel.ForkJoinWorkers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of mini-batch training, planned once for each number of rows and run many times: for
 * loops of one's own. {@link Trainer#step} makes one with more settings.
 *
 * <p>A step computes the mean loss of the batch and its gradients on the workers, checks that all
 * are finite, clips them, and then lets the optimizer change the weights, again on the workers; the
 * layers' states follow. An update that would leave a parameter or the optimizer's state NaN or
 * infinite is taken back. The resulting bits depend on model, data, settings and seed, never on
 * workers or kernels.
 *
 * <p>A step that fails, or whose thread is interrupted before the update, leaves parameters and
 * optimizer state as they were to the bit; the next step works. An interrupt during the update does
 * not stop it, but the step after it.
 *
 * <p>A step whose samples all have weight 0 has no loss and changes nothing: it returns NaN, counts
 * as a step, and is warned of once.
 *
 * <p>For one thread at a time. In a steady state a step allocates nothing, provided that the caller
 * uses the same arrays again.
 */
public final class TrainStep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(TrainStep.class);

  private final Model model;
  private final StepSettings settings;
  private final Engine engine;
  private final Timing timing;
  private final UpdateTarget target;
  private final Update update;
  private final Runnable sweep;
  private final StepRuns runs;
  private final StepFailures failures;
  private final Accumulation accumulation;
  private final int[] seedWords;
  private final int[] stepWords = new int[2];
  private final int[] firstRow = new int[1];
  private final Batch wrapped = new Batch();
  private final BatchShape shape;
  private Batch current = wrapped;
  private float loss;
  private final Runnable adding = this::addCurrent;
  private final Runnable updating = this::updateAndWarm;
  private boolean warned;
  private long step;
  private double weight;
  private double rateScale = 1;
  private boolean closed;

  TrainStep(Model model, StepSettings settings, Engine engine) {
    this(model, settings, engine, Timing.of(false));
  }

  TrainStep(Model model, StepSettings settings, Engine engine, Timing timing) {
    this.model = model;
    this.settings = settings;
    this.engine = engine;
    this.timing = timing;
    this.target = new UpdateTarget(model.store(), settings.groups());
    settings.groups().check(model.parameters());
    this.accumulation = new Accumulation(target);
    this.update = new Update(target, model.store(), settings, engine.workers().count());
    this.sweep = timing.bind(engine.workers(), update);
    this.shape = new BatchShape(model, settings.loss());
    StepExplanation explanation =
        new StepExplanation(model, settings, engine::kernels, this::bound);
    this.failures = new StepFailures(model.store(), target.gradients(), shape, explanation);
    this.seedWords = new int[] {(int) settings.seed(), (int) (settings.seed() >>> Integer.SIZE)};
    this.runs =
        new StepRuns(
            (form, kernels) ->
                bound(
                    StepGraph.compile(
                        model,
                        settings.loss(),
                        settings.groups(),
                        form,
                        kernels,
                        timing.context())));
  }

  private StepRun bound(StepGraph graph) {
    return new StepRun(
        graph, model.store(), target.gradients(), seedWords, stepWords, firstRow, timing);
  }

  /**
   * A step at the optimizer's own learning rate, with the model's seed, a worker for each processor
   * and the registry's kernels, which after a while take over from the portable ones.
   */
  public static TrainStep compile(Model model, Loss loss, Optimizer optimizer) {
    Workers workers = ForkJoinWorkers.of(Runtime.getRuntime().availableProcessors());
    Engine engine = new Engine(workers, true, KernelPolicy.unknown(model.registry()));
    return new TrainStep(model, settings(model, loss, optimizer), engine);
  }

  /** As {@link #compile(Model, Loss, Optimizer)}, on workers that the caller closes. */
  public static TrainStep compile(
      Model model, Loss loss, Optimizer optimizer, Workers workers, Kernels kernels) {
    Engine engine = new Engine(workers, false, kernels);
    return new TrainStep(model, settings(model, loss, optimizer), engine);
  }

  private static StepSettings settings(Model model, Loss loss, Optimizer optimizer) {
    return new StepSettings(loss, optimizer, new Constant(), Optional.empty(), model.seed());
  }

  /**
   * Trains on a batch of classes.
   *
   * @param features whole samples, one after another, each row-major; only read
   * @param labels the class of each sample; only read
   * @return the mean loss before the update, of this batch and of the micro-batches that {@link
   *     #accumulate(float[], int[])} has added since the last update, by all their weights
   * @throws dev.cotangent.core.ShapeException if the arrays do not fit each other or the model
   * @throws CotangentException if the step is closed
   * @throws NonFiniteException if the loss or a gradient is not finite, as with a label that is no
   *     class, which is named
   * @throws TrainingException if something else fails
   */
  public float run(float[] features, int[] labels) {
    int rows = shape.rows(features, labels);
    wrapped.wrap(rows, features, labels, BatchShape.NO_TARGETS, BatchShape.NO_WEIGHTS);
    return run(wrapped);
  }

  /** As {@link #run(float[], int[])}, on a batch with numbers as targets. */
  public float run(float[] features, float[] targets) {
    int rows = shape.rows(features, targets);
    wrapped.wrap(rows, features, BatchShape.NO_LABELS, targets, BatchShape.NO_WEIGHTS);
    return run(wrapped);
  }

  /**
   * As {@link #run(float[], int[])}, each sample with a weight: see {@link Dataset#withWeights}.
   *
   * @param weights from 0, one for each sample or one for each label; only read
   */
  public float run(float[] features, int[] labels, float[] weights) {
    int rows = shape.rows(features, labels);
    shape.checkWeights(rows, weights);
    wrapped.wrap(rows, features, labels, BatchShape.NO_TARGETS, weights);
    return run(wrapped);
  }

  /**
   * As {@link #run(float[], int[], float[])}, on a batch with numbers as targets.
   *
   * @param weights from 0, one for each sample or one for each number; only read
   */
  public float run(float[] features, float[] targets, float[] weights) {
    int rows = shape.rows(features, targets);
    shape.checkWeights(rows, weights);
    wrapped.wrap(rows, features, BatchShape.NO_LABELS, targets, weights);
    return run(wrapped);
  }

  /**
   * Adds the gradients of a micro-batch to those of the next {@link #run(float[], int[])}, which
   * then updates once for all rows: for batches that are larger than memory.
   *
   * <p>The update is that of one batch of all these rows, up to rounding; random ops draw what they
   * would draw there. Layers that look at a whole batch, such as batch normalisation, see the
   * micro-batches. A failure forgets the micro-batches before it, too.
   *
   * @return the mean loss of this micro-batch alone
   */
  public float accumulate(float[] features, int[] labels) {
    int rows = shape.rows(features, labels);
    wrapped.wrap(rows, features, labels, BatchShape.NO_TARGETS, BatchShape.NO_WEIGHTS);
    return accumulate(wrapped);
  }

  /** As {@link #accumulate(float[], int[])}, on a micro-batch with numbers as targets. */
  public float accumulate(float[] features, float[] targets) {
    int rows = shape.rows(features, targets);
    wrapped.wrap(rows, features, BatchShape.NO_LABELS, targets, BatchShape.NO_WEIGHTS);
    return accumulate(wrapped);
  }

  float accumulate(Batch batch) {
    return inTime(batch, adding);
  }

  /** Does something with a batch, within the limit if there is one. */
  private float inTime(Batch batch, Runnable code) {
    if (closed) {
      throw new CotangentException("the step is closed; make another by Trainer.step");
    }
    current = batch;
    target.begin();
    try {
      if (engine.limit().isPresent()) {
        engine.limit().get().run(code);
      } else {
        code.run();
      }
      return loss;
    } catch (OverdueException overdue) {
      accumulation.undo();
      throw failures.of(overdue, batch, step);
    } catch (TrainingInterruptedException interrupted) {
      Thread.currentThread().interrupt(); // it may have been the step's own thread
      accumulation.undo();
      throw interrupted;
    } catch (CotangentException failure) {
      accumulation.undo();
      throw Interruption.caused(failure) ? failures.of(failure, batch, step) : failure;
    } catch (Throwable failure) {
      accumulation.undo();
      throw failures.of(failure, batch, step);
    }
  }

  private void addCurrent() {
    loss = add(current);
  }

  private float add(Batch batch) {
    StepRun run = planned(batch);
    float loss = forwardAndBackward(run, batch);
    if (accumulation.rows() == 0) {
      accumulation.begin();
    }
    accumulation.add(loss, run.weight(), batch.rows());
    engine.limit().ifPresent(StepLimit::beginUpdate);
    writeStates(run);
    return loss;
  }

  float run(Batch batch) {
    return inTime(batch, updating);
  }

  private void updateAndWarm() {
    loss = update(current);
    step++;
    if (engine.kernelSwitch().isDue()) {
      Batch batch = current;
      engine.kernelSwitch().warm(() -> warmUp(batch));
    }
  }

  private float update(Batch batch) {
    StepRun run = planned(batch);
    float loss = forwardAndBackward(run, batch);
    weight = run.weight();
    if (accumulation.rows() > 0) {
      accumulation.add(loss, weight, batch.rows());
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
    target.commit(run.trained());
    accumulation.clear();
    writeStates(run);
    return loss;
  }

  /** Of a batch that counts for nothing, nothing stays. */
  private void writeStates(StepRun run) {
    if (run.weight() != 0) {
      run.writeStates(target.values());
    }
  }

  private void warnOfNoWeight(Batch batch) {
    if (!warned) {
      warned = true;
      LOG.warn(
          "{}, step {}: all weights are 0, or the loss ignores all samples: the step changes"
              + " nothing (not said again)",
          batch.describe(),
          step);
    }
  }

  private StepRun planned(Batch batch) {
    try {
      return runs.of(batch.rows(), batch.weightWidth(), engine.kernels());
    } catch (PluginException failure) {
      throw failures.of(failure, batch, step);
    }
  }

  private WarmUp warmUp(Batch batch) {
    return new WarmUp(model, settings.loss(), settings.groups(), batch);
  }

  private float forwardAndBackward(StepRun run, Batch batch) {
    float loss;
    stepWords[0] = (int) step;
    stepWords[1] = (int) (step >>> Integer.SIZE);
    firstRow[0] = accumulation.rows();
    try {
      loss = run.execute(batch, engine.workers());
    } catch (RuntimeException failure) {
      throw failures.of(failure, batch, step);
    }
    if (run.weight() == 0) {
      return Float.NaN;
    }
    if (!Float.isFinite(loss)) {
      throw failures.nonFinite("loss", loss, batch, step);
    }
    if (!run.nonFiniteState().isEmpty()) {
      throw failures.nonFinite(run.nonFiniteState(), Float.NaN, batch, step);
    }
    return loss;
  }

  /** All or nothing: an interrupted sweep is completed; of a failed one, nothing is committed. */
  private void sweep(Batch batch) {
    try {
      sweep.run();
    } catch (CancellationException interrupted) {
      if (!target.isTouched()) {
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
    OptionalInt spoilt = target.firstSpoilt();
    if (spoilt.isPresent()) {
      int element = spoilt.getAsInt();
      String cause = update.describe(element);
      throw failures.update(target.parameter(element), cause, batch, step);
    }
  }

  /** Makes the plan for a form of batch now, so that what is wrong with it shows now. */
  void prepare(BatchForm form) {
    StepLimit.get(engine.limit(), () -> runs.of(form.rows(), form.weights(), engine.kernels()));
  }

  /** By what the last step's loss was divided: the sum of the weights of its elements. */
  double weight() {
    return weight;
  }

  /**
   * What the plan of a batch with that many rows does and needs, for a person; see {@link
   * dev.cotangent.core.plan.Plan#describe}.
   */
  public String describe(int rows) {
    BatchForm form = new BatchForm(rows, 0);
    return StepGraph.compile(model, settings.loss(), settings.groups(), form, engine.kernels())
        .plan()
        .describe();
  }

  /** The learning rate of the next step. */
  public double learningRate() {
    return rateScale
        * ScheduledRate.of(settings.schedule(), settings.optimizer().learningRate(), step);
  }

  /**
   * Multiplies the learning rates of all groups in the steps to come, beside the schedule; 1 at
   * first. Not a part of the {@linkplain #state state}: who sets it remembers it.
   *
   * @param scale finite, from 0
   */
  public void scaleRate(double scale) {
    if (!(scale >= 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new CotangentException("a rate cannot be scaled by " + scale);
    }
    rateScale = scale;
  }

  /** The number of steps done. */
  public long step() {
    return step;
  }

  /** How many calls each kernel set has served, by its id (one may stand for a block of rows). */
  public Map<String, Long> kernelCalls() {
    return runs.kernelCalls();
  }

  /**
   * Where the time since this was made went; empty unless it was {@linkplain Trainer#profile asked
   * for}.
   */
  public Optional<Profile> profile() {
    return timing.profile();
  }

  /**
   * A copy of all that the steps so far leave behind.
   *
   * @throws CotangentException if {@linkplain #accumulate(float[], int[]) micro-batches} wait for
   *     an update, which a state does not hold
   */
  public TrainingState state() {
    if (accumulation.rows() > 0) {
      throw new CotangentException(
          "step "
              + step
              + ": the gradients of "
              + accumulation.rows()
              + " rows wait for an update, and a state would lose them; call run first");
    }
    return new TrainingState(
        settings.seed(),
        step,
        TrainingState.layout(model.store()),
        model.store().array(),
        List.of(target.slots()));
  }

  /**
   * Goes on from a state of the same model and settings, and forgets micro-batches that wait for an
   * update.
   *
   * @throws dev.cotangent.core.CotangentException if the seed, the name, shape or order of a
   *     parameter or the optimizer's number of arrays is another; nothing has changed then
   */
  public void restore(TrainingState state) {
    state.copyTo(settings.seed(), model.store(), target.slots());
    accumulation.clear();
    target.restored();
    step = state.step();
  }

  /**
   * Ends the workers if the step made them, and forgets micro-batches that wait for an update: the
   * layers' states are as after the last update. A closed step runs no more.
   */
  @Override
  public void close() {
    closed = true;
    accumulation.undo();
    engine.close();
  }
}
